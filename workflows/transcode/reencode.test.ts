import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { outdatedVideos } from '@lectern/domain/transcode/reencode/outdated-videos'
import { requestReencoding } from '@lectern/domain/transcode/reencode/request-reencoding'
import { expect, test } from 'vitest'
import { estimatesOf } from '../mediaconvert/estimates.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { encodeLabeledVideo } from '../test/videos.ts'
import { tryWake } from '../wake.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page =
  '<html><head></head><body><video controls src="a.mp4"></video><video controls src="b.mp4"></video></body></html>'

/** Publishes the draft, and returns the profiles of the streams that the release shows, by path. */
async function publishedProfiles(backEnd: BackEnd) {
  const { id } = await backEnd.publish()
  const over = { where: { id, finishedAt: { not: null } } }
  const { number, packageId } = await backEnd.until(() => backEnd.database.publication.findFirst(over))
  const release = await backEnd.database.release.findFirstOrThrow({ where: { packageId, number: number! } })
  return profilesOf(backEnd, release.id)
}

async function profilesOf({ database }: BackEnd, releaseId: string) {
  const videos = await database.releaseVideo.findMany({
    where: { releaseId },
    include: { encoding: true },
    orderBy: { path: 'asc' },
  })
  return videos.map(({ path, encoding }) => `${path} ${encoding.profile}`)
}

test('encoding again costs what was estimated, and the next release shows the new streams', async () => {
  const [a, b] = await Promise.all([
    encodeLabeledVideo('a', { seconds: 3 }),
    encodeLabeledVideo('b', { size: '1280x720' }),
  ])
  const backEnd = await buildBackEnd({ 'index.html': page, 'a.mp4': a, 'b.mp4': b, 'copy.mp4': a })
  const { database, pkg, encodingSettings } = backEnd
  const { profile } = encodingSettings
  await backEnd.synchronize()
  expect(await backEnd.transcoded()).toMatchObject({ status: 'SUCCEEDED' })
  // The streams are of an earlier version of Lectern, which had other prices.
  await database.encoding.updateMany({ data: { profile: 'h264-1' } })
  await database.estimate.updateMany({ data: { profile: 'h264-1', costMicros: 1n } })
  const older = ['a.mp4 h264-1', 'b.mp4 h264-1', 'copy.mp4 h264-1']
  expect(await publishedProfiles(backEnd)).toEqual(older)
  const before = backEnd.bill()

  const outdated = await outdatedVideos(database, profile, [pkg.id])
  const hashes = outdated.map(({ contentHash }) => contentHash)
  const estimates = await estimatesOf(database, hashes, backEnd.prices)
  const estimated = estimates.reduce((sum, { costMicros }) => sum + Number(costMicros), 0)
  const [transcode] = await change(database, systemActor, tx => requestReencoding(tx, systemActor, [pkg.id], profile))
  await tryWake(backEnd, { workflow: 'transcode', packageId: pkg.id })
  expect(await backEnd.transcoded()).toMatchObject({ id: transcode!.id, status: 'SUCCEEDED' })

  const attempts = await database.attempt.findMany({ where: { transcodeId: transcode!.id } })
  const sum = (name: 'estimateMicros' | 'costMicros') =>
    attempts.reduce((total, attempt) => total + Number(attempt[name]), 0)
  const billedMicros = Math.round((backEnd.bill().total - before.total) * 1e6)
  expect(billedMicros).toBeGreaterThan(0)
  expect([sum('estimateMicros'), sum('costMicros')]).toEqual([estimated, billedMicros])
  expect(Math.abs(estimated - billedMicros)).toBeLessThan(billedMicros / 100)
  expect(backEnd.bill().jobs).toHaveLength(before.jobs.length + 2)

  const [first] = await database.release.findMany({ where: { packageId: pkg.id } })
  expect(await publishedProfiles(backEnd)).toEqual(older.map(video => video.replace('h264-1', profile)))
  expect(await profilesOf(backEnd, first!.id)).toEqual(older)
})
