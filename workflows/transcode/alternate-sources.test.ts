import { expect, test } from 'vitest'
import { getBuffer } from '../storage/s3.ts'
import { buildClip } from '../test/clips.ts'
import { buildBackEnd } from '../test/back-end.ts'

const picture = '-f lavfi -i testsrc=size=320x240:rate=25:duration=1'
const sound = '-f lavfi -i sine=frequency=440:duration=1'
const clips = {
  'film.mp4': `${picture} ${sound} -c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac`,
  'film.webm': `${picture} -c:v libvpx -deadline realtime`,
  'film.ogv': `${picture} -c:v libtheora`,
  'sound.ogg': `${sound} -c:a libvorbis`,
}

/** A real clip of a second, made anew. */
const clip = (name: keyof typeof clips) => buildClip(name, { ffmpegArguments: `${clips[name]} -bitexact` })

type World = Awaited<ReturnType<typeof buildBackEnd>>

const manifest = async ({ store }: World) =>
  JSON.parse((await getBuffer(store, 'draft/Lesson/lectern-manifest.json')).toString()) as {
    videoCount: number
    videos: { path: string }[]
  }

const ended = ({ database, until }: World, id: string) =>
  until(() =>
    database.publication.findFirst({
      where: { id, finishedAt: { not: null } },
      include: { release: { include: { videos: { include: { encoding: { include: { attempts: true } } } } } } },
    }),
  )

test('of twins one is encoded, and all their paths play it; one that holds only sound is no video and stops nothing', async () => {
  const page = '<video><source src="lesson.mp4"><source src="lesson.webm"><source src="lesson.ogv"></video>'
  const world = await buildBackEnd({
    'index.html': `<html><head></head><body>${page}</body></html>`,
    'lesson.mp4': await clip('film.mp4'),
    'lesson.webm': await clip('film.webm'),
    'lesson.ogv': await clip('film.ogv'),
    'lesson.ogg': await clip('sound.ogg'),
  })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const paths = ['lesson.mp4', 'lesson.ogv', 'lesson.webm']
  const { videoCount, videos } = await manifest(world)
  expect({ videoCount, paths: videos.map(video => video.path) }).toEqual({ videoCount: 3, paths })
  const ogg = await world.database.draftFile.findFirstOrThrow({ where: { path: 'lesson.ogg' } })
  expect(ogg.videoId).toBeNull()

  const publication = await ended(world, (await world.publish()).id)
  expect(publication).toMatchObject({ status: 'SUCCEEDED', blockers: [] })
  const shown = publication.release!.videos
  expect(shown.map(video => video.path).sort()).toEqual(paths)
  expect(new Set(shown.map(video => `${video.encodingId}/${video.attempt}`)).size).toBe(1)
  const master = shown[0]!.encoding.attempts[0]!.masterKey!
  expect((await getBuffer(world.store, master)).toString()).toContain('#EXT-X-STREAM-INF')
  expect(world.faults.calls.mediaconvert?.CreateJob).toBe(1)
  const { contentHash } = shown[0]!.encoding
  // Nor are the bytes of the others laid ready for a job.
  expect(await world.database.probe.count({ where: { contentHash: { not: contentHash } } })).toBe(3)
  const others = { contentHash: { not: contentHash }, sourceKey: { not: null } }
  expect(await world.database.probe.count({ where: others })).toBe(0)
  const transcode = await world.until(() =>
    world.database.transcode.findFirst({ where: { finishedAt: { not: null } } }),
  )
  expect(transcode.status).toBe('SUCCEEDED')
})

test('when the only video turns out to be sound, the transcode is over and fine, and the package is published without videos', async () => {
  const world = await buildBackEnd({
    'index.html': '<html><head></head><body><audio src="song.ogg"></audio></body></html>',
    'song.ogg': await clip('sound.ogg'),
  })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await manifest(world)).toMatchObject({ videoCount: 0, videos: [] })
  const transcodes = await world.until(async () => {
    const all = await world.database.transcode.findMany()
    return all.every(transcode => transcode.finishedAt) ? all : null
  })
  expect(transcodes.map(transcode => transcode.status)).toEqual(['SUCCEEDED'])
  expect(await ended(world, (await world.publish()).id)).toMatchObject({ status: 'SUCCEEDED', release: { videos: [] } })
  expect(world.faults.calls.mediaconvert?.CreateJob).toBeUndefined()
})

test('a package without videos has no transcode and is published like any other', async () => {
  const world = await buildBackEnd({ 'index.html': '<html><head></head><body>Read this.</body></html>' })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  expect(await ended(world, (await world.publish()).id)).toMatchObject({ status: 'SUCCEEDED', release: { videos: [] } })
  expect(await world.database.transcode.count()).toBe(0)
})
