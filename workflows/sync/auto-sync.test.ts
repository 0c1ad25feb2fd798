import { expect, test, vi } from 'vitest'
import { buildOpenRun, buildPackage } from '../../domain/test/factories.ts'
import { taskQueue } from '../contract.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { ensureSchedules } from '../worker/schedules.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const lesson = { 'index.html': '<html><head></head><body>A lesson</body></html>' }
const listContinue = 'files/list_folder/continue'

const poll = ({ temporal }: BackEnd) =>
  temporal.workflow.execute('autoSync', { taskQueue, workflowId: `auto-sync/${crypto.randomUUID()}` })

const update = ({ database, pkg }: BackEnd, data: object) => database.package.update({ where: { id: pkg.id }, data })
const currentPackage = ({ database, pkg }: BackEnd) => database.package.findUniqueOrThrow({ where: { id: pkg.id } })
const runs = ({ database, pkg }: BackEnd) => database.syncRun.findMany({ where: { packageId: pkg.id } })
const overAMinuteAgo = () => new Date(Date.now() - 61_000)

/** Builds a package that knows what is in Dropbox now, and synchronizes automatically after one idle minute. */
async function buildAutoSynced() {
  const backEnd = await buildBackEnd(lesson)
  const { cursor } = await backEnd.dropbox.call(sdk =>
    sdk.filesListFolderGetLatestCursor({ path: backEnd.pkg.dropboxId, recursive: true }),
  )
  await update(backEnd, { cursor, autoSyncMinutes: 1 })
  return backEnd
}

test('synchronizes a change automatically once Dropbox has been idle for long enough', async () => {
  const backEnd = await buildBackEnd(lesson)
  const first = await backEnd.synchronize()
  await update(backEnd, { autoSyncMinutes: 1 })
  await poll(backEnd)
  expect(await currentPackage(backEnd)).toMatchObject({
    polledAt: expect.any(Date),
    polledDelta: null,
    idleSince: null,
  })

  await backEnd.write('new.txt', 'new')
  await update(backEnd, { polledAt: null })
  await poll(backEnd)
  const polled = await currentPackage(backEnd)
  expect(polled).toMatchObject({ polledDelta: expect.any(String), idleSince: expect.any(Date) })
  await poll(backEnd)
  expect(await currentPackage(backEnd)).toMatchObject({ polledDelta: polled.polledDelta, idleSince: polled.idleSince })

  await update(backEnd, { idleSince: overAMinuteAgo() })
  await backEnd.write('new.txt', 'newer')
  await poll(backEnd)
  expect((await currentPackage(backEnd)).polledDelta).not.toBe(polled.polledDelta)
  expect(await runs(backEnd)).toHaveLength(1)

  await update(backEnd, { idleSince: overAMinuteAgo() })
  await poll(backEnd)
  expect(await currentPackage(backEnd)).toMatchObject({ polledDelta: null, idleSince: null })
  const run = await backEnd.until(() =>
    backEnd.database.syncRun.findFirst({ where: { id: { not: first.id }, finishedAt: { not: null } } }),
  )
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1, startedBy: { kind: 'SYSTEM', name: 'Lectern' } })
  const file = await backEnd.database.draftFile.findFirst({ where: { packageId: backEnd.pkg.id, path: 'new.txt' } })
  expect(file?.bytes).toBe(5n)
})

test('treats everything as new without a cursor, or when Dropbox resets it', async () => {
  const backEnd = await buildAutoSynced()
  await update(backEnd, { cursor: null })
  await poll(backEnd)
  const { polledDelta } = await currentPackage(backEnd)
  expect(polledDelta).not.toBeNull()
  await update(backEnd, { cursor: 'something', polledDelta: null, polledAt: null })
  const body = JSON.stringify({ error_summary: 'reset/', error: { '.tag': 'reset' } })
  const headers = { 'content-type': 'application/json' }
  backEnd.faults.add([
    { target: 'dropbox', operation: listContinue, kind: 'status', status: 409, times: 1, headers, body },
  ])
  await poll(backEnd)
  expect(await currentPackage(backEnd)).toMatchObject({ polledDelta })
})

test('skips a package that is being synchronized, and a failed package does not stop the others', async () => {
  const backEnd = await buildAutoSynced()
  const { database, faults } = backEnd
  const broken = await buildPackage(database, { cursor: 'no cursor', autoSyncMinutes: 1 })
  const busy = await buildPackage(database, { cursor: 'no cursor', autoSyncMinutes: 1 })
  await buildOpenRun(database, { packageId: busy.id })
  await poll(backEnd)
  expect(faults.calls.dropbox[listContinue]).toBe(2)
  const polledAtOf = async (id: string) => (await database.package.findUniqueOrThrow({ where: { id } })).polledAt
  expect(await polledAtOf(backEnd.pkg.id)).not.toBeNull()
  // It waits for its next turn, so that a missing folder is not queried every 30 seconds.
  expect(await polledAtOf(broken.id)).not.toBeNull()
  expect(await polledAtOf(busy.id)).toBeNull()
})

test('polls nothing and does not fail while Dropbox is disconnected', async () => {
  const backEnd = await buildAutoSynced()
  await backEnd.database.dropboxConnection.updateMany({ data: { valid: false } })
  // The worker may use the connection that it cached for a second.
  await vi.waitFor(
    async () => expect(await backEnd.dropbox.tokens.getAccess().catch(String)).toContain('DropboxDisconnectedError'),
    5_000,
  )
  const before = backEnd.faults.calls.dropbox[listContinue]
  await poll(backEnd)
  expect(backEnd.faults.calls.dropbox[listContinue]).toBe(before)
  expect((await currentPackage(backEnd)).polledAt).toBeNull()
})

test('runs by a schedule that exists once, however many workers start', async () => {
  const backEnd = await buildAutoSynced()
  await Promise.all([ensureSchedules(backEnd.temporal), ensureSchedules(backEnd.temporal)])
  await backEnd.temporal.schedule.getHandle('auto-sync').trigger()
  await backEnd.until(async () => (await currentPackage(backEnd)).polledAt)
  const { action } = await backEnd.temporal.schedule.getHandle('reconcile').describe()
  expect(action).toMatchObject({ workflowType: 'reconcile', taskQueue })
  await backEnd.temporal.schedule.getHandle('audit-log').trigger()
  await backEnd.until(() => backEnd.database.signedCheckpoint.findFirst())
})
