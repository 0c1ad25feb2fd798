import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expectedVideos, videoStatus } from '@lectern/domain/transcode/expected-videos'
import { expect, test, vi } from 'vitest'
import { ffmpegEnvironment } from '../../sandbox/programs/ffmpeg-environment.ts'
import { encodeTestVideo, testPattern, tone } from '../../sandbox/programs/test-video.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'
import { clips, encodeClip, rareClips } from '../test/clips.ts'
import { probeVersion } from './source/probe.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const page = (names: string[]) =>
  `<html><head></head><body>${names.map(name => `<video controls src="${name}"></video>`).join('')}</body></html>`

/** Returns the attempts by path, once the transcode is over. */
async function attempts({ database, pkg }: BackEnd) {
  const over = { packageId: pkg.id, finishedAt: { not: null } }
  await vi.waitUntil(() => database.transcode.findFirst({ where: over }), { timeout: 100_000, interval: 200 })
  const files = await database.draftFile.findMany({ where: { packageId: pkg.id, videoId: { not: null } } })
  const all = await database.attempt.findMany({ include: { encoding: true } })
  const of = ({ path, contentHash }: { path: string; contentHash: string }) =>
    all.filter(attempt => attempt.encoding.contentHash === contentHash).map(attempt => [path, attempt] as const)
  return new Map(files.flatMap(of))
}

/** Returns what ffprobe finds in every segment of every rendition. It must read each without an error. */
async function segments({ store, tools }: BackEnd, masterKey: string): Promise<Record<string, string>[][]> {
  const folder = masterKey.replace(/[^/]*$/, '')
  const lines = async (key: string) => (await getBuffer(store, key)).toString().split('\n')
  const urisIn = (list: string[]) => list.filter(line => line !== '' && !line.startsWith('#'))
  const directory = await mkdtemp(join(tmpdir(), 'lectern-segment-'))
  const found: Record<string, string>[][] = []
  try {
    const path = join(directory, 'segment.ts')
    for (const rendition of urisIn(await lines(masterKey)))
      for (const segment of urisIn(await lines(folder + rendition))) {
        await writeFile(path, await getBuffer(store, folder + segment))
        const args = ['-v', 'error', '-show_streams', '-of', 'json', path]
        const { stdout, stderr } = await promisify(execFile)(tools.ffprobe, args, { env: ffmpegEnvironment })
        expect([segment, stderr]).toEqual([segment, ''])
        found.push(JSON.parse(stdout).streams)
      }
    return found
  } finally {
    await rm(directory, { recursive: true })
  }
}

/** Checks the probe, the attempt, and every segment of each clip. */
async function expectStreams(
  backEnd: BackEnd,
  attemptsByPath: Awaited<ReturnType<typeof attempts>>,
  expected: typeof clips,
) {
  for (const [name, clip] of Object.entries(expected)) {
    const attempt = attemptsByPath.get(name)!
    expect([name, attempt.status, attempt.error]).toEqual([name, 'READY', null])
    const { contentHash } = attempt.encoding
    const probe = await backEnd.database.probe.findUniqueOrThrow({ where: { contentHash } })
    const { browserPlayable, fastStart = false } = clip
    expect({ name, browserPlayable: probe.browserPlayable, fastStart: probe.fastStart }).toEqual({
      name,
      browserPlayable,
      fastStart,
    })
    // Old formats have sound in frames of up to a tenth of a second.
    const difference = Math.abs(attempt.durationSeconds! - clip.seconds)
    expect([name, attempt.durationSeconds, difference < 0.1]).toEqual([name, attempt.durationSeconds, true])
    const master = (await getBuffer(backEnd.store, attempt.masterKey!)).toString()
    const sizes = [...master.matchAll(/RESOLUTION=(\d+x\d+)/g)].map(([, size]) => size)
    expect([name, sizes]).toEqual([name, [clip.size, ...(clip.smaller ?? [])]])

    const [width, height] = clip.size.split('x').map(Number)
    const probedSegments = await segments(backEnd, attempt.masterKey!)
    expect(probedSegments.length).toBeGreaterThan(0)
    for (const streams of probedSegments) {
      const picture = streams.find(stream => stream.codec_type === 'video')!
      expect(picture).toMatchObject({
        ...{ codec_name: 'h264', pix_fmt: 'yuv420p', field_order: 'progressive', sample_aspect_ratio: '1:1' },
      })
      expect({ name, rate: picture.r_frame_rate }).toEqual({ name, rate: clip.rate ?? '10/1' })
      if (sizes.length === 1) expect(picture).toMatchObject({ width, height })
      const audioCodecs = streams.filter(stream => stream.codec_type === 'audio').map(stream => stream.codec_name)
      expect([name, audioCodecs]).toEqual([name, clip.isSilent ? [] : ['aac']])
      if (name === 'bright.mp4') expect(picture).toMatchObject({ color_transfer: 'bt709', color_primaries: 'bt709' })
    }
    for (const key of [attempt.posterKey, attempt.storyboardKey])
      expect([name, (await head(backEnd.store, key!))?.ContentLength]).toEqual([name, expect.any(Number)])
  }
}

test('encodes videos of every kind into streams that play everywhere, and reports broken ones', async () => {
  const names = Object.keys(clips)
  const videoFiles = Object.fromEntries(await Promise.all(names.map(async name => [name, await encodeClip(name)])))
  const cut = videoFiles['faststart.mp4']!.subarray(0, videoFiles['faststart.mp4']!.length * 0.6)
  const audioOnly = await encodeTestVideo([tone(2)])
  const tail = await encodeTestVideo([testPattern(1, { size: '64x48', rate: 10 }), tone(3)])
  const backEnd = await buildBackEnd({
    'index.html': page([...names, 'cut.mp4', 'text.mp4', 'sound.mp4', 'tail.mp4']),
    ...videoFiles,
    ...{ 'cut.mp4': cut, 'text.mp4': 'this is not a video', 'sound.mp4': audioOnly, 'tail.mp4': tail },
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const attemptsByPath = await attempts(backEnd)
  expect([...attemptsByPath.keys()].sort()).toEqual(names.toSorted())

  await expectStreams(backEnd, attemptsByPath, clips)

  const videos = await expectedVideos(backEnd.database, backEnd.pkg.id, backEnd.encodingSettings.profile)
  const statusByPath = Object.fromEntries(videos.map(video => [video.path, `${videoStatus(video)} ${video.problem}`]))
  expect(statusByPath['cut.mp4']).toBe(
    'FAILED The video ends at 0:03 of 0:06. The file was not saved or uploaded completely.',
  )
  expect(statusByPath['text.mp4']).toBe('FAILED The video cannot be read. The file is damaged or is not a video.')
  expect(statusByPath).not.toHaveProperty('sound.mp4')
  expect(statusByPath['tail.mp4']).toBe('NOT_NEEDED null')
  expect(videos.find(({ path }) => path === 'tail.mp4')?.durationSeconds).toBe(3)
  const findings = await backEnd.database.finding.findMany({ orderBy: { code: 'asc' } })
  expect(findings.map(({ code, path }) => `${code} ${path}`)).toEqual([
    ...['VIDEO_NOT_STREAMED tail.mp4', 'VIDEO_SOUND_TRACKS languages.mp4'],
    ...['VIDEO_TRUNCATED cut.mp4', 'VIDEO_UNREADABLE text.mp4'],
  ])
}, 600_000)

test('encodes rare kinds of videos, very short ones, and old formats', async () => {
  const names = Object.keys(rareClips)
  const videoFiles = Object.fromEntries(await Promise.all(names.map(async name => [name, await encodeClip(name)])))
  const backEnd = await buildBackEnd({
    'index.html': page(names.filter(name => !name.endsWith('.mts'))),
    'program.ts': 'export const seconds: number = 4\n'.repeat(40),
    ...videoFiles,
  })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  const attemptsByPath = await attempts(backEnd)
  expect([...attemptsByPath.keys()].sort()).toEqual(names.toSorted())
  await expectStreams(backEnd, attemptsByPath, rareClips)
  const short = await backEnd.database.finding.findMany({
    where: { code: 'VIDEO_PICTURE_SHORT' },
    orderBy: { path: 'asc' },
  })
  expect(short.map(({ path, message }) => [path, message])).toEqual([
    [
      'tail.mkv',
      'The picture begins at 0:01; before that teachers see black. The picture ends at 0:03; after that teachers see black.',
    ],
    ['talk.avi', 'The picture ends at 0:02; after that teachers see black.'],
  ])
}, 600_000)

test('renews an outdated probe before it creates a job', async () => {
  const name = 'anamorphic.mp4'
  const backEnd = await buildBackEnd({ 'index.html': page([name]), [name]: await encodeClip(name) })
  backEnd.faults.add([{ target: 'mediaconvert', operation: 'CreateJob', times: 1000, kind: 'status', status: 503 }])
  await backEnd.synchronize()
  await backEnd.until(() => backEnd.database.attempt.findFirst({ where: { jobRequestedAt: { not: null } } }))
  await backEnd.database.probe.updateMany({ data: { version: 1, browserPlayable: null, width: 480 } })
  // The client tries five times before its activity starts again.
  const createJobCalls = () => backEnd.faults.calls.mediaconvert.CreateJob ?? 0
  const before = createJobCalls()
  await backEnd.until(async () => createJobCalls() > before + 5 || null)
  backEnd.faults.clear()
  const attempt = (await attempts(backEnd)).get(name)!
  expect(attempt).toMatchObject({ status: 'READY', width: 640, height: 360 })
  const renewed = await backEnd.database.probe.findFirstOrThrow()
  expect(renewed).toMatchObject({ version: probeVersion, browserPlayable: true, width: 640 })
})
