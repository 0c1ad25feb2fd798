import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { retryVideo } from '@lectern/domain/transcode/transcode-controls'
import { expect, test } from 'vitest'
import { encodeTestVideo, testPattern } from '../../sandbox/programs/test-video.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>
type Fault = Parameters<BackEnd['faults']['add']>[0][number]

/** Faults that last, as long as they are not cleared. */
const lasting = { kind: 'status', times: 10_000 } as const
const deniedCopies: Fault = {
  ...{ ...lasting, target: 's3', operation: 'CopyObject', status: 403, headers: { 'content-type': 'application/xml' } },
  body: '<?xml version="1.0"?><Error><Code>AccessDenied</Code><Message>No</Message></Error>',
}
const ofMediaConvert = (operation: string, status: number, body: object, errorType = ''): Fault => ({
  ...{ ...lasting, target: 'mediaconvert', operation, status, body: JSON.stringify(body) },
  headers: { 'content-type': 'application/json', ...(errorType && { 'x-amzn-errortype': errorType }) },
})

/** Checks that work ended within ten seconds. */
function expectQuickEnd({ startedAt, finishedAt }: { startedAt: Date; finishedAt: Date | null }) {
  expect(finishedAt!.getTime() - startedAt.getTime()).toBeLessThan(10_000)
}

const attemptErrors = async ({ database }: BackEnd) =>
  (await database.attempt.findMany({ where: { status: 'FAILED' }, orderBy: { number: 'asc' } })).map(
    ({ error }) => error,
  )

async function retry(backEnd: BackEnd) {
  const { database, encodingSettings, pkg } = backEnd
  const { id } = await database.video.findFirstOrThrow({ where: { packageId: pkg.id } })
  const { contentHash, profile } = await change(database, systemActor, tx =>
    retryVideo(tx, systemActor, id, encodingSettings),
  )
  await tryWake(backEnd, { workflow: 'transcode', packageId: pkg.id })
  await tryWake(backEnd, { workflow: 'encode', contentHash, profile })
  return backEnd.transcoded()
}

test('ends work that S3 or MediaConvert refuses for good with the reason, and does it once that is settled', async () => {
  const video = await encodeTestVideo([testPattern(1, { size: '320x180' })])
  const page = '<html><head></head><body><video controls src="a.mp4"></video></body></html>'
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': video })
  const { faults, database } = backEnd
  const storageError = { code: 'STORAGE_REFUSED', message: expect.stringContaining('denies Lectern access') }

  faults.add([deniedCopies])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const denied = await backEnd.transcoded()
  expect(denied).toMatchObject({ status: 'FAILED', error: storageError })
  expectQuickEnd(denied)
  faults.clear()

  faults.add([ofMediaConvert('GetQueue', 200, { queue: { name: 'Default', status: 'PAUSED' } })])
  await backEnd.write('more.txt', 'more')
  await backEnd.synchronize()
  const paused = await backEnd.transcoded()
  expect(paused).toMatchObject({ status: 'FAILED' })
  expectQuickEnd(paused)
  expect(faults.calls.mediaconvert.CreateJob).toBeUndefined()
  faults.clear()

  const message = 'User is not authorized to perform: iam:PassRole on resource: x'
  faults.add([
    ofMediaConvert('GetQueue', 200, { queue: { name: 'Default', status: 'ACTIVE' } }),
    ofMediaConvert('CreateJob', 403, { message }, 'AccessDeniedException'),
  ])
  // The status of the queue counts as current for a moment.
  await backEnd.until(async () => !(await backEnd.mediaConvert.isQueuePaused()) || null)
  const refused = await retry(backEnd)
  expect(refused).toMatchObject({ status: 'FAILED' })
  expectQuickEnd(refused)
  expect(faults.calls.mediaconvert.CreateJob).toBe(1)
  faults.clear()
  expect(await attemptErrors(backEnd)).toMatchObject([
    { code: 'MEDIACONVERT_REFUSED', operatorMessage: expect.stringContaining('is paused') },
    { code: 'MEDIACONVERT_REFUSED', operatorMessage: expect.stringContaining('iam:PassRole') },
  ])

  expect(await retry(backEnd)).toMatchObject({ status: 'SUCCEEDED' })
  const ended = (id: string) =>
    backEnd.until(() => database.publication.findFirst({ where: { id, finishedAt: { not: null } } }))
  faults.add([deniedCopies])
  const failed = await ended((await backEnd.publish()).id)
  expect(failed).toMatchObject({ status: 'FAILED', error: storageError })
  expectQuickEnd(failed)
  faults.clear()
  expect(await ended((await backEnd.publish()).id)).toMatchObject({ status: 'SUCCEEDED' })
})
