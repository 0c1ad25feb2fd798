import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { expect, test, vi } from 'vitest'
import { ffmpegEnvironment } from '../../sandbox/programs/ffmpeg-environment.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { probeVersion } from './source/probe.ts'
import { buildClip, clips } from '../test/clips.ts'
import { buildBackEnd } from '../test/back-end.ts'

type World = Awaited<ReturnType<typeof buildBackEnd>>

const page = (names: string[]) =>
  `<html><head></head><body>${names.map(name => `<video controls src="${name}"></video>`).join('')}</body></html>`

/** The attempts at streams by path, once the transcode is over. */
async function attempts({ database, pkg }: World) {
  const over = { packageId: pkg.id, finishedAt: { not: null } }
  await vi.waitUntil(() => database.transcode.findFirst({ where: over }), { timeout: 100_000, interval: 200 })
  const files = await database.draftFile.findMany({ where: { packageId: pkg.id, videoId: { not: null } } })
  const all = await database.attempt.findMany({ include: { encoding: true } })
  const of = ({ path, contentHash }: { path: string; contentHash: string }) =>
    all.filter(attempt => attempt.encoding.contentHash === contentHash).map(attempt => [path, attempt] as const)
  return new Map(files.flatMap(of))
}

/** What ffprobe finds in every segment of every rendition, which it must read without a complaint. */
async function segments({ store, tools }: World, masterKey: string): Promise<Record<string, string>[][]> {
  const folder = masterKey.replace(/[^/]*$/, '')
  const lines = async (key: string) => (await getBuffer(store, key)).toString().split('\n')
  const named = (list: string[]) => list.filter(line => line !== '' && !line.startsWith('#'))
  const place = await mkdtemp(join(tmpdir(), 'lectern-segment-'))
  const found: Record<string, string>[][] = []
  try {
    const path = join(place, 'segment.ts')
    for (const rendition of named(await lines(masterKey)))
      for (const segment of named(await lines(folder + rendition))) {
        await writeFile(path, await getBuffer(store, folder + segment))
        const asked = ['-v', 'error', '-show_streams', '-of', 'json', path]
        const { stdout, stderr } = await promisify(execFile)(tools.ffprobe, asked, { env: ffmpegEnvironment })
        expect([segment, stderr]).toEqual([segment, ''])
        found.push(JSON.parse(stdout).streams)
      }
    return found
  } finally {
    await rm(place, { recursive: true })
  }
}

test('films of every kind become streams that play everywhere, and what is broken is told, not shown', async () => {
  const names = Object.keys(clips)
  const films = Object.fromEntries(
    await Promise.all(names.map(async name => [name, await buildClip(name, clips[name]!)])),
  )
  const cut = films['faststart.mp4']!.subarray(0, films['faststart.mp4']!.length * 0.6)
  const heard = await buildClip('sound.mp4', { ffmpegArguments: '-f lavfi -i sine=duration=2' })
  const world = await buildBackEnd({
    'index.html': page([...names, 'cut.mp4', 'text.mp4', 'sound.mp4']),
    ...films,
    ...{ 'cut.mp4': cut, 'text.mp4': 'this is no film', 'sound.mp4': heard },
  })
  expect(await world.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const made = await attempts(world)
  expect([...made.keys()].sort()).toEqual(names.toSorted())

  for (const [name, clip] of Object.entries(clips)) {
    const attempt = made.get(name)!
    expect([name, attempt.status, attempt.error]).toEqual([name, 'READY', null])
    const { contentHash } = attempt.encoding
    const probe = await world.database.probe.findUniqueOrThrow({ where: { contentHash } })
    const { browserPlayable, fastStart = false } = clip
    expect({ name, browserPlayable: probe.browserPlayable, fastStart: probe.fastStart }).toEqual({
      name,
      browserPlayable,
      fastStart,
    })
    expect(attempt.durationSeconds).toBeCloseTo(clip.seconds, 1)
    const master = (await getBuffer(world.store, attempt.masterKey!)).toString()
    const sizes = [...master.matchAll(/RESOLUTION=(\d+x\d+)/g)].map(([, size]) => size)
    expect([name, sizes]).toEqual([name, name === 'faststart.mp4' ? ['854x480', '640x360'] : [clip.size]])

    const [width, height] = clip.size.split('x').map(Number)
    const read = await segments(world, attempt.masterKey!)
    expect(read.length).toBeGreaterThan(0)
    for (const streams of read) {
      const picture = streams.find(stream => stream.codec_type === 'video')!
      expect(picture).toMatchObject({
        ...{ codec_name: 'h264', pix_fmt: 'yuv420p', field_order: 'progressive', sample_aspect_ratio: '1:1' },
        r_frame_rate: clip.rate ?? '25/1',
      })
      if (sizes.length === 1) expect(picture).toMatchObject({ width, height })
      const heard = streams.filter(stream => stream.codec_type === 'audio').map(stream => stream.codec_name)
      expect([name, heard]).toEqual([name, clip.isSilent ? [] : ['aac']])
      if (name === 'bright.mp4') expect(picture).toMatchObject({ color_transfer: 'bt709', color_primaries: 'bt709' })
    }
    for (const key of [attempt.posterKey, attempt.storyboardKey])
      expect([name, (await head(world.store, key!))?.ContentLength]).toEqual([name, expect.any(Number)])
  }

  const videos = await expectedVideos(world.database, world.pkg.id, world.encodingSettings.profile)
  const told = Object.fromEntries(videos.map(video => [video.path, `${videoStatus(video)} ${video.problem}`]))
  expect(told['cut.mp4']).toBe('FAILED The end of the video is missing; the file was not saved or uploaded to its end.')
  expect(told['text.mp4']).toBe('FAILED The video cannot be read; the file is damaged or no video at all.')
  expect(told).not.toHaveProperty('sound.mp4')
}, 120_000)

test('a look by older rules is renewed before a job is made from it', async () => {
  const name = 'anamorphic.mp4'
  const world = await buildBackEnd({ 'index.html': page([name]), [name]: await buildClip(name, clips[name]!) })
  world.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await world.synchronize()
  await world.until(() => world.database.attempt.findFirst({ where: { jobRequestedAt: { not: null } } }))
  await world.database.probe.updateMany({ data: { version: 1, browserPlayable: null, width: 480 } })
  // The client asks five times before its activity begins anew.
  const asked = () => world.faults.calls.mediaconvert.CreateJob ?? 0
  const before = asked()
  await world.until(async () => asked() > before + 5 || null)
  world.faults.clear()
  const attempt = (await attempts(world)).get(name)!
  expect(attempt).toMatchObject({ status: 'READY', width: 640, height: 360 })
  const renewed = await world.database.probe.findFirstOrThrow()
  expect(renewed).toMatchObject({ version: probeVersion, browserPlayable: true, width: 640 })
})
