import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { connectDropbox, disconnectDropbox } from '@lectern/domain/dropbox/connection'
import { cancelSync, confirmSync } from '@lectern/domain/sync/sync-runs'
import { expect, test } from 'vitest'
import { mintRefreshToken } from '../../sandbox/dropbox/api/tokens.ts'
import { fetchConnection, requestTokens } from '../dropbox/oauth.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const many = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`many/${number}.txt`, `number ${number}`]))
const lesson = { 'index.html': '<html><head></head></html>', ...many }

const paths = async ({ database, pkg }: BackEnd) =>
  (await database.draftFile.findMany({ where: { packageId: pkg.id, untilRevision: null, generated: false } })).map(
    file => file.path,
  )

const waitForPausedRun = ({ database, until }: BackEnd, status: 'WAITING_FOR_CONFIRMATION' | 'WAITING_FOR_DROPBOX') =>
  until(() => database.syncRun.findFirst({ where: { status, finishedAt: null } }))

async function removeHalf({ remove }: BackEnd) {
  for (let number = 0; number < 30; number++) await remove(`many/${number}.txt`)
}

test('waits with the list of deletions, and deletes nothing until a person confirms a large deletion', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await removeHalf(backEnd)
  const running = backEnd.synchronize()
  const run = await waitForPausedRun(backEnd, 'WAITING_FOR_CONFIRMATION')
  expect(run).toMatchObject({ filesDeleted: 30, finishedAt: null })
  expect(await backEnd.database.syncItem.count({ where: { runId: run.id, action: 'DELETE' } })).toBe(30)
  expect(await paths(backEnd)).toHaveLength(61)
  await change(backEnd.database, systemActor, tx => confirmSync(tx, run.id))
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect(await running).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 30 })
  expect(await paths(backEnd)).toHaveLength(31)
  const events = await backEnd.database.auditEvent.findMany({
    where: { action: { startsWith: 'package.syncConfirm' } },
  })
  expect(events.map(event => event.action)).toEqual(['package.syncConfirmationRequested', 'package.syncConfirmed'])
})

test('keeps everything when the run is canceled, and needs no confirmation once the files are back', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await removeHalf(backEnd)
  const running = backEnd.synchronize()
  const run = await waitForPausedRun(backEnd, 'WAITING_FOR_CONFIRMATION')
  await change(backEnd.database, systemActor, tx => cancelSync(tx, run.id))
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect(await running).toMatchObject({ status: 'CANCELED' })
  expect(await paths(backEnd)).toHaveLength(61)

  const nextRunning = backEnd.synchronize()
  const nextRun = await waitForPausedRun(backEnd, 'WAITING_FOR_CONFIRMATION')
  for (let number = 0; number < 30; number++) await backEnd.write(`many/${number}.txt`, `number ${number}`)
  await backEnd.synchronize()
  expect(await nextRunning).toMatchObject({ id: nextRun.id, status: 'SUCCEEDED', filesDeleted: 0 })
  expect(await paths(backEnd)).toHaveLength(61)
})

test('needs no confirmation for a large folder that was only renamed', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  await backEnd.move('many', 'lots')
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDeleted: 60, filesDone: 60 })
})

test('waits when Dropbox refuses access, records it once, and resumes after Dropbox is reconnected', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.dropbox.tokens.getAccess()
  const refusal = { target: 'dropbox', kind: 'status', headers: { 'content-type': 'application/json' } } as const
  const expired = JSON.stringify({ error_summary: 'expired_access_token/' })
  backEnd.faults.add([
    { ...refusal, operation: 'files/list_folder', times: 1, status: 401, body: expired },
    { ...refusal, operation: 'oauth2/token', times: 1, status: 400, body: '{"error":"invalid_grant"}' },
  ])
  const running = backEnd.synchronize()
  const run = await waitForPausedRun(backEnd, 'WAITING_FOR_DROPBOX')
  expect(run.error).toMatchObject({
    code: 'DROPBOX_DISCONNECTED',
    message: expect.stringContaining('Reconnect Dropbox'),
  })
  expect(await backEnd.database.auditEvent.count({ where: { action: 'dropbox.disconnected' } })).toBe(1)
  await backEnd.database.dropboxConnection.update({ where: { id: 1 }, data: { valid: true, connectedAt: new Date() } })
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect(await running).toMatchObject({ status: 'SUCCEEDED', error: null })
})

test('waits after a person disconnected Dropbox, and resumes when the account is connected again', async () => {
  const backEnd = await buildBackEnd(lesson)
  const { database, dropbox, settings } = backEnd
  await dropbox.tokens.revoke((await change(database, systemActor, disconnectDropbox))!)
  const running = backEnd.synchronize()
  const run = await waitForPausedRun(backEnd, 'WAITING_FOR_DROPBOX')
  expect(run.error).toMatchObject({ code: 'DROPBOX_DISCONNECTED' })
  // The token in the settings does not connect by itself what a person disconnected.
  const refreshToken = mintRefreshToken({ appSecret: settings.DROPBOX_APP_SECRET })
  const tokens = await requestTokens(settings, { grant_type: 'refresh_token', refresh_token: refreshToken })
  const connection = await fetchConnection(settings, tokens!.accessToken, refreshToken)
  await change(database, systemActor, tx => connectDropbox(tx, connection))
  await tryWake(backEnd, { workflow: 'sync', packageId: backEnd.pkg.id })
  expect(await running).toMatchObject({ status: 'SUCCEEDED', filesDone: 61, error: null })
})

test('ends with what it has, and lists the unsettled paths, when Dropbox keeps changing', async () => {
  const backEnd = await buildBackEnd(lesson)
  await backEnd.synchronize()
  // Each time before the file is read, it has been saved again.
  backEnd.faults.add([
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
  await backEnd.write('busy.txt', 'still being written')
  await backEnd.write('calm.txt', 'written')
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', unsettledPaths: ['busy.txt'], error: { code: 'STILL_UPLOADING' } })
  expect(await paths(backEnd)).toContain('calm.txt')
  expect(await paths(backEnd)).not.toContain('busy.txt')
  expect(await backEnd.database.draft.findFirst({ where: { revision: 2 } })).toMatchObject({ settled: false })
  backEnd.faults.clear()
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1, error: null })
  expect(await paths(backEnd)).toContain('busy.txt')
})
