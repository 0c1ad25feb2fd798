import { expect, test } from 'vitest'
import { listFolders } from '../dropbox/client.ts'
import { DropboxRefusedError } from '../dropbox/errors.ts'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/** A refusal that lasts, as long as the faults are not cleared. */
const lasting = { kind: 'status', times: 10_000 } as const
const ofDropbox = (operation: string, status: number, body: string | object) => ({
  ...{ ...lasting, target: 'dropbox', operation, status },
  ...(typeof body === 'string'
    ? { body }
    : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
})
const tagged = (tag: string, more: object = {}) => ({ error_summary: `${tag}/..`, error: { '.tag': tag, ...more } })
const ofS3 = (operation: string, status: number, code: string) => ({
  ...{ ...lasting, target: 's3', operation, status, headers: { 'content-type': 'application/xml' } },
  body: `<?xml version="1.0"?><Error><Code>${code}</Code><Message>No</Message></Error>`,
})

/** Synchronizes a package that has something to copy. Returns how the run ended. It must end within ten seconds. */
async function synchronize(backEnd: BackEnd, fault: object) {
  await backEnd.write('changed.txt', crypto.randomUUID())
  backEnd.faults.add([fault as Parameters<BackEnd['faults']['add']>[0][number]])
  const run = await backEnd.synchronize()
  backEnd.faults.clear()
  const { status, error, startedAt, finishedAt } = run
  expect(finishedAt!.getTime() - startedAt.getTime()).toBeLessThan(10_000)
  return { status, error }
}

const failed = (code: string, message: RegExp) => ({
  status: 'FAILED',
  error: { code, message: expect.stringMatching(message) },
})

test('ends a run that Dropbox or S3 refuses for good within ten seconds, with the reason, and recovers', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '<html><head></head></html>' })
  const { database, faults } = backEnd
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const refusal = async () => (await database.dropboxConnection.findFirstOrThrow()).refusal
  const events = async () =>
    (await database.auditEvent.findMany({ where: { subjectType: 'DropboxConnection' }, orderBy: { sequence: 'asc' } }))
      .map(({ action }) => action)
      .slice(1)

  const suspended = ofDropbox('*', 401, tagged('user_suspended'))
  expect(await synchronize(backEnd, suspended)).toEqual(
    failed('DROPBOX_REFUSED', /has suspended the connected account/),
  )
  expect(await refusal()).toMatchObject({ calls: 'METADATA', problem: { code: 'DROPBOX_REFUSED' } })
  expect(await synchronize(backEnd, suspended)).toMatchObject({ status: 'FAILED' })
  expect(await events()).toEqual(['dropbox.refused'])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', error: null })
  expect(await refusal()).toBeNull()

  // Listing works, so only a download clears this refusal.
  const scope = ofDropbox('files/download', 401, tagged('missing_scope', { required_scope: 'files.content.read' }))
  expect(await synchronize(backEnd, scope)).toEqual(failed('DROPBOX_REFUSED', /\(files\.content\.read\)/))
  await listFolders(backEnd.dropbox, '')
  expect(await refusal()).toMatchObject({ calls: 'CONTENT' })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesDone: 1 })
  expect(await refusal()).toBeNull()
  expect(await events()).toEqual(['dropbox.refused', 'dropbox.allowed', 'dropbox.refused', 'dropbox.allowed'])

  for (const [fault, code, message] of [
    [ofDropbox('*', 403, tagged('team_access_denied')), 'DROPBOX_REFUSED', /Dropbox team/],
    [
      ofDropbox('files/list_folder/continue', 409, tagged('email_not_verified')),
      'DROPBOX_REFUSED',
      /"email_not_verified"/,
    ],
    [ofDropbox('files/list_folder/continue', 400, 'Error in call: unknown field'), 'DROPBOX_REFUSED', /unknown field/],
    [ofDropbox('files/get_metadata', 409, tagged('path/other')), 'DROPBOX_REFUSED', /path\/other/],
    [ofDropbox('files/download', 403, 'The account is frozen'), 'DROPBOX_REFUSED', /has frozen/],
    [ofS3('PutObject', 403, 'AccessDenied'), 'STORAGE_REFUSED', /denies Lectern access to its bucket/],
    [ofS3('*', 404, 'NoSuchBucket'), 'STORAGE_REFUSED', /does not exist/],
    [ofS3('PutObject', 400, 'KMS.DisabledException'), 'STORAGE_REFUSED', /encryption key/],
    [ofS3('ListObjectsV2', 403, 'AccessDenied'), 'STORAGE_REFUSED', /denies Lectern access/],
  ] as const)
    expect({ fault, ...(await synchronize(backEnd, fault)) }).toEqual({ fault, ...failed(code, message) })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', error: null })

  // Nobody synchronizes: the schedule that polls Dropbox finds out.
  faults.add([suspended as Parameters<BackEnd['faults']['add']>[0][number]])
  await expect(listFolders(backEnd.dropbox, '')).rejects.toThrow(DropboxRefusedError)
  expect(await refusal()).not.toBeNull()
  faults.clear()
  const handle = await backEnd.temporal.workflow.start('autoSync', { workflowId: 'poll', taskQueue: 'lectern' })
  await handle.result()
  expect(await refusal()).toBeNull()
})
