import { expect, test } from 'vitest'
import { browserOptions, encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

const picture = testPattern(1, { size: '320x240', rate: 25 })
const clips = {
  'video.mp4': () => encodeTestVideo([picture, tone(1)], `${browserOptions} -bitexact`),
  'video.webm': () => encodeTestVideo([picture], '-c:v libvpx -deadline realtime -bitexact', 'webm'),
  'video.ogv': () => encodeTestVideo([picture], '-c:v libtheora -bitexact', 'ogv'),
  'sound.ogg': () => encodeTestVideo([tone(1)], '-c:a libvorbis -bitexact', 'ogg'),
}

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const manifest = async ({ store }: BackEnd) =>
  JSON.parse((await getBuffer(store, 'draft/Lesson/lectern-manifest.json')).toString()) as {
    videoCount: number
    videos: { path: string }[]
  }

const waitForEnd = ({ database, until }: BackEnd, id: string) =>
  until(() =>
    database.publication.findFirst({
      where: { id, finishedAt: { not: null } },
      include: { release: { include: { videos: { include: { encoding: { include: { attempts: true } } } } } } },
    }),
  )

test('encodes one of several alternate sources for all their paths, and does not count a file with only audio as a video', async () => {
  const page = '<video><source src="lesson.mp4"><source src="lesson.webm"><source src="lesson.ogv"></video>'
  const backEnd = await buildBackEnd({
    'index.html': `<html><head></head><body>${page}</body></html>`,
    'lesson.mp4': await clips['video.mp4'](),
    'lesson.webm': await clips['video.webm'](),
    'lesson.ogv': await clips['video.ogv'](),
    'lesson.ogg': await clips['sound.ogg'](),
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const paths = ['lesson.mp4', 'lesson.ogv', 'lesson.webm']
  const { videoCount, videos } = await manifest(backEnd)
  expect({ videoCount, paths: videos.map(video => video.path) }).toEqual({ videoCount: 3, paths })

  const publication = await waitForEnd(backEnd, (await backEnd.publish()).id)
  expect(publication).toMatchObject({ status: 'SUCCEEDED', blockers: [] })
  const releaseVideos = publication.release!.videos
  expect(releaseVideos.map(video => video.path).sort()).toEqual(paths)
  expect(new Set(releaseVideos.map(video => `${video.encodingId}/${video.attempt}`)).size).toBe(1)
  const master = releaseVideos[0]!.encoding.attempts[0]!.masterKey!
  expect((await getBuffer(backEnd.store, master)).toString()).toContain('#EXT-X-STREAM-INF')
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBe(1)
  const { contentHash } = releaseVideos[0]!.encoding
  // The bytes of the others are not copied to sources either.
  expect(await backEnd.database.probe.count({ where: { contentHash: { not: contentHash } } })).toBe(3)
  const others = { contentHash: { not: contentHash }, sourceKey: { not: null } }
  expect(await backEnd.database.probe.count({ where: others })).toBe(0)
  const transcode = await backEnd.until(() =>
    backEnd.database.transcode.findFirst({ where: { finishedAt: { not: null } } }),
  )
  expect(transcode.status).toBe('SUCCEEDED')
})

test('finishes the transcode and publishes without videos when the only video turns out to be audio', async () => {
  const backEnd = await buildBackEnd({
    'index.html': '<html><head></head><body><audio src="song.ogg"></audio></body></html>',
    'song.ogg': await clips['sound.ogg'](),
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await manifest(backEnd)).toMatchObject({ videoCount: 0, videos: [] })
  const transcodes = await backEnd.until(async () => {
    const all = await backEnd.database.transcode.findMany()
    return all.every(transcode => transcode.finishedAt) ? all : null
  })
  expect(transcodes.map(transcode => transcode.status)).toEqual(['SUCCEEDED'])
  expect(await waitForEnd(backEnd, (await backEnd.publish()).id)).toMatchObject({
    status: 'SUCCEEDED',
    release: { videos: [] },
  })
  expect(backEnd.faults.calls.mediaconvert?.CreateJob).toBeUndefined()
})

test('publishes a package without videos, and opens no transcode', async () => {
  const backEnd = await buildBackEnd({ 'index.html': '<html><head></head><body>Read this.</body></html>' })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await waitForEnd(backEnd, (await backEnd.publish()).id)).toMatchObject({
    status: 'SUCCEEDED',
    release: { videos: [] },
  })
  expect(await backEnd.database.transcode.count()).toBe(0)
})
