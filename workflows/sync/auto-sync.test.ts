import { expect, test, vi } from 'vitest'
import { buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { taskQueue } from '../contract.ts'
import { ensureSchedules } from '../worker/schedules.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const lesson = { 'index.html': '<html><head></head><body>A lesson</body></html>' }
const continued = 'files/list_folder/continue'

const watch = ({ temporal }: World) =>
  temporal.workflow.execute('autoSync', { taskQueue, workflowId: `auto-sync/${crypto.randomUUID()}` })

const update = ({ database, pkg }: World, data: object) => database.package.update({ where: { id: pkg.id }, data })
const present = ({ database, pkg }: World) => database.package.findUniqueOrThrow({ where: { id: pkg.id } })
const runs = ({ database, pkg }: World) => database.syncRun.findMany({ where: { packageId: pkg.id } })
const longAgo = () => new Date(Date.now() - 61_000)

/** A world whose package knows what is in Dropbox now, and synchronises by itself when it was quiet for a minute. */
async function buildWatched() {
  const world = await buildBackEnd(lesson)
  const { cursor } = await world.dropbox.call(sdk =>
    sdk.filesListFolderGetLatestCursor({ path: world.pkg.dropboxId, recursive: true }),
  )
  await update(world, { cursor, autoSyncMinutes: 1 })
  return world
}

test('what changed in Dropbox is synchronised by itself once Dropbox has been quiet for long enough', async () => {
  const world = await buildBackEnd(lesson)
  const first = await world.synchronize()
  await update(world, { autoSyncMinutes: 1 })
  await watch(world)
  expect(await present(world)).toMatchObject({ polledAt: expect.any(Date), polledDelta: null, idleSince: null })

  await world.write('new.txt', 'new')
  await update(world, { polledAt: null })
  await watch(world)
  const seen = await present(world)
  expect(seen).toMatchObject({ polledDelta: expect.any(String), idleSince: expect.any(Date) })
  await watch(world)
  expect(await present(world)).toMatchObject({ polledDelta: seen.polledDelta, idleSince: seen.idleSince })

  await update(world, { idleSince: longAgo() })
  await world.write('new.txt', 'newer')
  await watch(world)
  expect((await present(world)).polledDelta).not.toBe(seen.polledDelta)
  expect(await runs(world)).toHaveLength(1)

  await update(world, { idleSince: longAgo() })
  await watch(world)
  expect(await present(world)).toMatchObject({ polledDelta: null, idleSince: null })
  const run = await world.until(() =>
    world.database.syncRun.findFirst({ where: { id: { not: first.id }, finishedAt: { not: null } } }),
  )
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, startedBy: { kind: 'SYSTEM', name: 'Lectern' } })
  const file = await world.database.draftFile.findFirst({ where: { packageId: world.pkg.id, path: 'new.txt' } })
  expect(file?.bytes).toBe(5n)
})

test('a package that nobody knows yet, or whose cursor Dropbox reset, counts as new', async () => {
  const world = await buildWatched()
  await update(world, { cursor: null })
  await watch(world)
  const { polledDelta } = await present(world)
  expect(polledDelta).not.toBeNull()
  await update(world, { cursor: 'something', polledDelta: null, polledAt: null })
  const body = JSON.stringify({ error_summary: 'reset/', error: { '.tag': 'reset' } })
  const headers = { 'content-type': 'application/json' }
  world.faults.add([{ target: 'dropbox', operation: continued, kind: 'status', status: 409, times: 1, headers, body }])
  await watch(world)
  expect(await present(world)).toMatchObject({ polledDelta })
})

test('a package that is being synchronised is not looked at, and one that fails does not stop the others', async () => {
  const world = await buildWatched()
  const { database, faults } = world
  const broken = await buildPackage(database, { cursor: 'no cursor', autoSyncMinutes: 1 })
  const busy = await buildPackage(database, { cursor: 'no cursor', autoSyncMinutes: 1 })
  await buildOpenRun(database, { packageId: busy.id })
  await watch(world)
  expect(faults.calls.dropbox[continued]).toBe(2)
  const looked = async (id: string) => (await database.package.findUniqueOrThrow({ where: { id } })).polledAt
  expect(await looked(world.pkg.id)).not.toBeNull()
  // It waits for its next turn, so that a folder that is gone is not asked for each half minute.
  expect(await looked(broken.id)).not.toBeNull()
  expect(await looked(busy.id)).toBeNull()
})

test('while Dropbox is not connected nothing is looked at, and nothing fails', async () => {
  const world = await buildWatched()
  await world.database.dropboxConnection.updateMany({ data: { valid: false } })
  // The worker may trust the connection that it knows for a second.
  await vi.waitFor(
    async () => expect(await world.dropbox.tokens.getAccess().catch(String)).toContain('DropboxDisconnectedError'),
    5_000,
  )
  const before = world.faults.calls.dropbox[continued]
  await watch(world)
  expect(world.faults.calls.dropbox[continued]).toBe(before)
  expect((await present(world)).polledAt).toBeNull()
})

test('it runs by a schedule that is there once, however many workers start', async () => {
  const world = await buildWatched()
  await Promise.all([ensureSchedules(world.temporal), ensureSchedules(world.temporal)])
  await world.temporal.schedule.getHandle('auto-sync').trigger()
  await world.until(async () => (await present(world)).polledAt)
  const { action } = await world.temporal.schedule.getHandle('reconcile').describe()
  expect(action).toMatchObject({ workflowType: 'reconcile', taskQueue })
})
