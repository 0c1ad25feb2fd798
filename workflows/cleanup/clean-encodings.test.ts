import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { removeReleases } from '@lectern/domain/cleanup/remove-releases'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { expect, test } from 'vitest'
import { taskQueue } from '../contract.ts'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { put } from '../storage/s3-put.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLabeledVideo } from '../test/videos.ts'
import type { cleanup } from './cleanup.ts'
import { noRemovals } from './cleanup-report.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/**
 * Runs a cleanup without a grace period: it removes what an earlier one marked as unreferenced, or is unreferenced now.
 */
const runCleanup = ({ temporal }: BackEnd, dryRun = false) =>
  temporal.workflow.execute<typeof cleanup>('cleanup', {
    taskQueue,
    workflowId: `cleanup-${crypto.randomUUID()}`,
    args: [{ graceDays: 0, dryRun }],
  })

async function keysBelow({ store }: BackEnd, prefix: string) {
  const keys: string[] = []
  for await (const page of listCurrentObjects(store, prefix)) keys.push(...page.map(({ key }) => key))
  return keys.sort()
}

/** Counts the objects in each area of the bucket. */
async function countObjects(backEnd: BackEnd) {
  const areas = ['media/', 'sources/', 'captions/', 'releases/']
  const counts = await Promise.all(areas.map(async area => (await keysBelow(backEnd, area)).length))
  return Object.fromEntries(areas.map((area, index) => [area, counts[index]]))
}

const page = '<html><head></head><body><video controls src="a.mp4"></video></body></html>'
const subRip = '1\r\n00:00:00,500 --> 00:00:02,000\r\nHare & hedgehog\r\n'

/**
 * Publishes, waits for the end, and removes the video from the draft. Returns a function that unpublishes the release,
 * so that nothing refers to the video anymore.
 */
async function publishThenRemoveVideo(backEnd: BackEnd) {
  const { database, pkg } = backEnd
  const { id } = await backEnd.publish()
  await backEnd.until(() => database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
  await backEnd.remove('a.mp4')
  await backEnd.remove('a.en.srt')
  await backEnd.synchronize()
  await backEnd.transcoded()
  return async () => {
    const environment = await database.environment.findFirstOrThrow({ where: { slug: 'production' } })
    await change(database, systemActor, tx => unpublish(tx, systemActor, pkg.id, environment))
  }
}

test('removes an expired release with its objects, then its encoding, source, and captions, all of which can be made again', async () => {
  const video = await encodeLabeledVideo('a')
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': video, 'a.en.srt': subRip })
  const { database, pkg } = backEnd
  await backEnd.synchronize()
  await backEnd.transcoded()
  const unpublish = await publishThenRemoveVideo(backEnd)
  await runCleanup(backEnd)
  const initialCounts = await countObjects(backEnd)
  expect(initialCounts['media/']).toBeGreaterThan(3)
  expect(initialCounts['captions/']).toBe(1)
  await runCleanup(backEnd)
  // The release still needs the encoding and the captions. No job reads the source anymore.
  expect(await countObjects(backEnd)).toEqual({ ...initialCounts, 'sources/': 0 })

  await unpublish()
  const files = await database.releaseFile.count({ where: { packageId: pkg.id } })
  const firstPreview = await runCleanup(backEnd, true)
  expect(firstPreview).toMatchObject({ releases: 1, streams: 0 })
  expect(firstPreview.wouldRemove).toContainEqual({
    kind: 'releases',
    description: 'Release 1 of "Lesson"',
    bytes: expect.any(Number),
  })
  // If a cleanup is killed after it marked a release, the next one continues.
  await change(database, systemActor, tx => removeReleases(tx, pkg.id, new Date()))
  expect(await database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(files)
  const first = await runCleanup(backEnd)
  expect(first).toMatchObject({ releases: 1, streams: 0 })
  expect(first.bytes).toBeGreaterThan(video.length)
  expect(await countObjects(backEnd)).toMatchObject({ 'media/': initialCounts['media/'], 'releases/': 0 })
  expect(await database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(0)
  expect(await database.release.findMany()).toMatchObject([{ number: 1, removedAt: expect.any(Date) }])

  const secondPreview = await runCleanup(backEnd, true)
  const second = await runCleanup(backEnd)
  expect({ ...secondPreview, wouldRemove: [] }).toEqual(second)
  expect(second).toMatchObject({ releases: 0, streams: 1, captions: 1 })
  expect(await countObjects(backEnd)).toEqual({ 'media/': 0, 'sources/': 0, 'captions/': 0, 'releases/': 0 })
  expect(await runCleanup(backEnd)).toEqual({ ...noRemovals(), wouldRemove: [] })

  await backEnd.write('a.mp4', video)
  await backEnd.write('a.en.srt', subRip)
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  const videos = await expectedVideos(database, pkg.id, backEnd.encodingSettings.profile)
  expect(videos.map(videoStatus)).toEqual(['READY'])
  expect((await keysBelow(backEnd, 'media/')).every(key => key.split('/')[3] === '2')).toBe(true)
  expect(await countObjects(backEnd)).toMatchObject({ 'sources/': 1, 'captions/': 1 })
  expect(backEnd.bill().jobs).toHaveLength(2)
})

test('removes the remains of a failed job and sources without a row, and keeps the encoding', async () => {
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': await encodeLabeledVideo('a') })
  const { database, store } = backEnd
  await backEnd.synchronize()
  await backEnd.transcoded()
  const { id, contentHash, profile } = await database.encoding.findFirstOrThrow()

  const failed = { encodingId: id, number: 0, status: 'FAILED' as const, jobToken: 'failed', finishedAt: new Date() }
  await database.attempt.create({ data: failed })
  await put(store, `media/${contentHash}/${profile}/0/half.ts`, Buffer.from('half'), 'video/mp2t')
  await put(store, 'sources/of-nobody', Buffer.from('bytes'), 'video/mp4')
  const stream = (await keysBelow(backEnd, 'media/')).length
  const result = await runCleanup(backEnd)
  expect(result).toMatchObject({ streams: 0, sources: 1, bytes: 9 })
  expect(await keysBelow(backEnd, 'media/')).toHaveLength(stream - 1)
  expect(await runCleanup(backEnd)).toMatchObject({ streams: 0, bytes: expect.any(Number) })
  expect(await keysBelow(backEnd, 'media/')).toHaveLength(stream - 1)
})
