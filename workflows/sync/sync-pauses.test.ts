import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { cancelSync, confirmSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { wake } from '../wake.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const many = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`many/${number}.txt`, `number ${number}`]))
const lesson = { 'index.html': '<html><head></head></html>', ...many }

const paths = async ({ database, pkg }: World) =>
  (await database.draftFile.findMany({ where: { packageId: pkg.id, untilRevision: null, generated: false } })).map(
    file => file.path,
  )

const held = ({ database, until }: World, status: 'WAITING_FOR_CONFIRMATION' | 'WAITING_FOR_DROPBOX') =>
  until(() => database.syncRun.findFirst({ where: { status, finishedAt: null } }))

async function half({ remove }: World) {
  for (let number = 0; number < 30; number++) await remove(`many/${number}.txt`)
}

test('when much would go the run waits with the list, and deletes nothing until somebody confirms', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await half(world)
  const running = world.synchronize()
  const run = await held(world, 'WAITING_FOR_CONFIRMATION')
  expect(run).toMatchObject({ filesDeleted: 30, finishedAt: null })
  expect(await world.database.syncItem.count({ where: { runId: run.id, action: 'DELETE' } })).toBe(30)
  expect(await paths(world)).toHaveLength(61)
  await change(world.database, systemActor, tx => confirmSync(tx, run.id))
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  expect(await running).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 30 })
  expect(await paths(world)).toHaveLength(31)
  const events = await world.database.auditEvent.findMany({ where: { action: { startsWith: 'package.syncConfirm' } } })
  expect(events.map(event => event.action)).toEqual(['package.syncConfirmationRequested', 'package.syncConfirmed'])
})

test('stopped instead, it keeps everything; and whoever puts the files back only asks again', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await half(world)
  const stopping = world.synchronize()
  const stopped = await held(world, 'WAITING_FOR_CONFIRMATION')
  await change(world.database, systemActor, tx => cancelSync(tx, stopped.id))
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  expect(await stopping).toMatchObject({ status: 'CANCELED' })
  expect(await paths(world)).toHaveLength(61)

  const waiting = world.synchronize()
  const again = await held(world, 'WAITING_FOR_CONFIRMATION')
  for (let number = 0; number < 30; number++) await world.write(`many/${number}.txt`, `number ${number}`)
  await world.synchronize()
  expect(await waiting).toMatchObject({ id: again.id, status: 'SUCCEEDED', filesDeleted: 0 })
  expect(await paths(world)).toHaveLength(61)
})

test('a large folder that only got another name needs nobody to confirm', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  await world.move('many', 'lots')
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 60, filesDone: 60 })
})

test('when Dropbox refuses its access the run waits, says so once, and goes on when it is connected again', async () => {
  const world = await buildBackEnd(lesson)
  await world.dropbox.tokens.getAccess()
  const refusal = { target: 'dropbox', kind: 'status', headers: { 'content-type': 'application/json' } } as const
  const expired = JSON.stringify({ error_summary: 'expired_access_token/' })
  world.faults.add([
    { ...refusal, operation: 'files/list_folder', times: 1, status: 401, body: expired },
    { ...refusal, operation: 'oauth2/token', times: 1, status: 400, body: '{"error":"invalid_grant"}' },
  ])
  const running = world.synchronize()
  const run = await held(world, 'WAITING_FOR_DROPBOX')
  expect(run.error).toMatchObject({ code: 'DROPBOX_LOST', message: expect.stringContaining('connected again') })
  expect(await world.database.auditEvent.count({ where: { action: 'dropbox.disconnected' } })).toBe(1)
  await world.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: true, connectedAt: new Date() } })
  await wake(world, { workflow: 'sync', packageId: world.pkg.id })
  expect(await running).toMatchObject({ status: 'SUCCEEDED', error: null })
})

test('when Dropbox does not come to rest the run ends with what it has, marked so, with the paths', async () => {
  const world = await buildBackEnd(lesson)
  await world.synchronize()
  // Each time the file is about to be read it has been saved again.
  world.faults.add([
    {
      target: 'dropbox',
      operation: 'files/download',
      match: 'busy.txt',
      times: 100,
      kind: 'status',
      status: 409,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ error_summary: 'path/not_found/', error: {} }),
    },
  ])
  await world.write('busy.txt', 'still being written')
  await world.write('calm.txt', 'written')
  const run = await world.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', unsettledPaths: ['busy.txt'], error: { code: 'STILL_UPLOADING' } })
  expect(await paths(world)).toContain('calm.txt')
  expect(await paths(world)).not.toContain('busy.txt')
  expect(await world.database.draft.findFirst({ where: { revision: 2 } })).toMatchObject({ settled: false })
  world.faults.clear()
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1, error: null })
  expect(await paths(world)).toContain('busy.txt')
})
