import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { removeReleases } from '@lectern/domain/cleanup/remove-releases'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { expect, test } from 'vitest'
import { listCurrentObjects } from '../storage/s3-objects.ts'
import { put } from '../storage/s3-put.ts'
import { taskQueue } from '../contract.ts'
import { buildVideo } from '../test/videos.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { noRemovals } from './cleanup-report.ts'
import type { cleanup } from './cleanup.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

/** A night without any grace: what an earlier night found unneeded, or was, goes. */
const night = ({ temporal }: World, dryRun = false) =>
  temporal.workflow.execute<typeof cleanup>('cleanup', {
    taskQueue,
    workflowId: `tidy-${crypto.randomUUID()}`,
    args: [{ graceDays: 0, dryRun }],
  })

async function keysBelow({ store }: World, prefix: string) {
  const keys: string[] = []
  for await (const page of listCurrentObjects(store, prefix)) keys.push(...page.map(({ key }) => key))
  return keys.sort()
}

/** How many objects each area of the bucket holds. */
async function held(world: World) {
  const areas = ['media/', 'sources/', 'captions/', 'releases/']
  const counts = await Promise.all(areas.map(async area => (await keysBelow(world, area)).length))
  return Object.fromEntries(areas.map((area, index) => [area, counts[index]]))
}

const page = '<html><head></head><body><video controls src="a.mp4"></video></body></html>'
const subRip = '1\r\n00:00:00,500 --> 00:00:02,000\r\nHare & hedgehog\r\n'

/** Publishes and waits for it, withdraws it again, and takes the film out of the draft: nothing refers to it any more. */
async function publishAndForget(world: World) {
  const { database, pkg } = world
  const { id } = await world.publish()
  await world.until(() => database.publication.findFirst({ where: { id, status: 'SUCCEEDED' } }))
  await world.remove('a.mp4')
  await world.remove('a.en.srt')
  await world.synchronize()
  await world.transcoded()
  return async () => {
    const environment = await database.environment.findFirstOrThrow({ where: { slug: 'production' } })
    await change(database, systemActor, tx => unpublish(tx, systemActor, pkg.id, environment))
  }
}

test('a release that no environment keeps goes with its objects, then its stream, source and captions; all of it can be made again', async () => {
  const film = await buildVideo('a')
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': film, 'a.en.srt': subRip })
  const { database, pkg } = world
  await world.synchronize()
  await world.transcoded()
  const unpublish = await publishAndForget(world)
  await night(world)
  const shown = await held(world)
  expect(shown['media/']).toBeGreaterThan(3)
  expect(shown['captions/']).toBe(1)
  await night(world)
  // The release still needs the stream and the captions; no job reads the source any more.
  expect(await held(world)).toEqual({ ...shown, 'sources/': 0 })

  await unpublish()
  const files = await database.releaseFile.count({ where: { packageId: pkg.id } })
  const ahead = await night(world, true)
  expect(ahead).toMatchObject({ releases: 1, streams: 0 })
  expect(ahead.wouldRemove).toContainEqual({
    kind: 'releases',
    description: 'Release 1 of «Lesson»',
    bytes: expect.any(Number),
  })
  // Killed after it was marked, the next night goes on.
  await change(database, systemActor, tx => removeReleases(tx, pkg.id, new Date()))
  expect(await database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(files)
  const first = await night(world)
  expect(first).toMatchObject({ releases: 1, streams: 0 })
  expect(first.bytes).toBeGreaterThan(film.length)
  expect(await held(world)).toMatchObject({ 'media/': shown['media/'], 'releases/': 0 })
  expect(await database.releaseFile.count({ where: { packageId: pkg.id } })).toBe(0)
  expect(await database.release.findMany()).toMatchObject([{ number: 1, removedAt: expect.any(Date) }])

  const would = await night(world, true)
  const second = await night(world)
  expect({ ...would, wouldRemove: [] }).toEqual(second)
  expect(second).toMatchObject({ releases: 0, streams: 1, captions: 1 })
  expect(await held(world)).toEqual({ 'media/': 0, 'sources/': 0, 'captions/': 0, 'releases/': 0 })
  expect(await night(world)).toEqual({ ...noRemovals, wouldRemove: [] })

  await world.write('a.mp4', film)
  await world.write('a.en.srt', subRip)
  await world.synchronize()
  expect(await world.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  const videos = await expectedVideos(database, pkg.id, world.encodingSettings.profile)
  expect(videos.map(videoStatus)).toEqual(['READY'])
  expect((await keysBelow(world, 'media/')).every(key => key.split('/')[3] === '2')).toBe(true)
  expect(await held(world)).toMatchObject({ 'sources/': 1, 'captions/': 1 })
  expect(world.bill().jobs).toHaveLength(2)
})

test('remains of a job that failed go, its stream stays, and sources that two calls copied at the same time are one again', async () => {
  const world = await buildBackEnd({ 'index.html': page, 'a.mp4': await buildVideo('a') })
  const { database, store } = world
  await world.synchronize()
  await world.transcoded()
  const { id, contentHash, profile } = await database.encoding.findFirstOrThrow()

  const failed = { encodingId: id, number: 0, status: 'FAILED' as const, jobToken: 'failed', finishedAt: new Date() }
  await database.attempt.create({ data: failed })
  await put(store, `media/${contentHash}/${profile}/0/half.ts`, Buffer.from('half'), 'video/mp2t')
  await put(store, 'sources/of-nobody', Buffer.from('bytes'), 'video/mp4')
  const stream = (await keysBelow(world, 'media/')).length
  const result = await night(world)
  expect(result).toMatchObject({ streams: 0, sources: 1, bytes: 9 })
  expect(await keysBelow(world, 'media/')).toHaveLength(stream - 1)
  expect(await night(world)).toMatchObject({ streams: 0, bytes: expect.any(Number) })
  expect(await keysBelow(world, 'media/')).toHaveLength(stream - 1)
})
