import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import { browserOptions, encodeTestVideo, rotateTrack, testPattern, tone } from '../programs/test-video.ts'
import type { SampleJobOptions } from './sample-job.ts'
import { createTestJob, putObject, readObject, setUpTestBench, startStandIn, tools, waitForEnd } from './test-bench.ts'
import { type Rendition, readStream } from './test-streams.ts'

const run = promisify(execFile)
setUpTestBench()

/** A small moving picture: what is tested does not depend on its size. */
const pattern = (seconds: number, rate: number | string = 30) => testPattern(seconds, { size: '320x180', rate })

/** Two landscape sizes. */
const LANDSCAPE_SIZES: [number, number][] = [
  [320, 180],
  [160, 90],
]

/** Transcodes a video like the product, in segments of 4 seconds, and checks what applies to every output. */
async function transcodeSource(bytes: Buffer, { sizes = LANDSCAPE_SIZES, ...options }: SampleJobOptions = {}) {
  const name = `kind-${Math.random().toString(36).slice(2)}`
  await putObject(`sources/${name}`, bytes)
  const { client, detailsOf } = await startStandIn()
  const { Id } = await createTestJob(client, { source: name, output: name, sizes, segmentLength: 4, ...options })
  const job = await waitForEnd(client, Id)
  expect(job.ErrorMessage).toBeUndefined()
  const renditions = await readStream(name)
  expect(renditions.map(({ resolution }) => resolution)).toEqual(sizes.map(([width, height]) => `${width}x${height}`))
  for (const { segmentSeconds, video, resolution, framesPerSecond } of renditions) {
    expect(segmentSeconds).toEqual(renditions[0]!.segmentSeconds)
    for (const length of segmentSeconds.slice(0, -1)) expect(Math.abs(length - 4)).toBeLessThan(1 / framesPerSecond)
    expect(`${video.width}x${video.height}`).toBe(resolution)
    expect(video).toMatchObject({ pix_fmt: 'yuv420p', field_order: 'progressive', sample_aspect_ratio: '1:1' })
    expect(video).not.toHaveProperty('side_data_list')
  }
  const seconds = renditions[0]!.segmentSeconds.reduce((sum, length) => sum + length, 0)
  const warnings = job.Warnings?.map(({ Code }) => Code)
  return { name, renditions, first: renditions[0]!, seconds, warnings, details: detailsOf(Id!) }
}

/** Returns the colors of an image's two ends after scaling it to `shape`. */
async function colorsAtEnds(image: Buffer, shape: '1:16' | '16:1') {
  const raw = ['-vf', `format=gbrp,scale=${shape}:flags=area`, '-f', 'rawvideo', '-pix_fmt', 'rgb24', 'pipe:1']
  const child = run(tools.ffmpeg, ['-v', 'error', '-i', 'pipe:0', ...raw], {
    encoding: 'buffer',
    env: ffmpegEnvironment,
  })
  child.child.stdin?.end(image)
  const { stdout } = await child
  const colorAt = (at: number) => (stdout[at]! > 40 ? 'red' : stdout[at + 2]! > 40 ? 'blue' : 'black')
  return [colorAt(0), colorAt(15 * 3)]
}

test('encodes a rotated video upright', async () => {
  const leftRed =
    'color=red:size=160x180:rate=30:duration=6[l];color=blue:size=160x180:rate=30:duration=6[r];[l][r]hstack'
  const upright = rotateTrack(await encodeTestVideo([leftRed, tone(6)]))
  const { name } = await transcodeSource(upright, { sizes: [[360, 640]] })
  expect(await colorsAtEnds(await readObject(`media/${name}/index_poster.0000000.jpg`), '1:16')).toEqual([
    'red',
    'blue',
  ])
})

test('converts non-square pixels to square ones', async () => {
  const leftRed =
    'color=red:size=360x576:rate=25:duration=5[l];color=blue:size=360x576:rate=25:duration=5[r];[l][r]hstack'
  const anamorphic = await encodeTestVideo([leftRed, tone(5)], `${browserOptions} -vf setsar=64/45`)
  const { name } = await transcodeSource(anamorphic, { sizes: [[1024, 576]] })
  // Treated as square pixels, they would leave bars at the sides.
  expect(await colorsAtEnds(await readObject(`media/${name}/index_poster.0000000.jpg`), '16:1')).toEqual([
    'red',
    'blue',
  ])
})

test.each([
  ['50', 25, '25'],
  ['60000/1001', 29.97, '30000/1001'],
])('deinterlaces %s fields per second', async (fields, framesPerSecond) => {
  const options = `${browserOptions} -vf tinterlace=interleave_top,setfield=tff -flags +ildct+ilme -x264opts tff=1`
  const { first, details } = await transcodeSource(await encodeTestVideo([pattern(6, fields), tone(6)], options))
  expect(first.framesPerSecond).toBe(framesPerSecond)
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ video: [{ interlaceMode: 'INTERLACED' }] }],
  })
})

test('converts a variable frame rate to the next common one above its average', async () => {
  const uneven = await encodeTestVideo(
    [pattern(9), tone(9)],
    `${browserOptions} -vf select='lt(n,60)+not(mod(n,3))' -fps_mode vfr`,
  )
  const { first, seconds } = await transcodeSource(uneven)
  expect(first.framesPerSecond).toBe(15)
  expect(seconds).toBeCloseTo(9, 0)
})

test('converts HDR to SDR and sets the color tags', async () => {
  const hdr10 = '-pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc'
  const { renditions, details } = await transcodeSource(
    await encodeTestVideo([pattern(6), tone(6)], `${browserOptions} ${hdr10}`),
  )
  for (const { video } of renditions)
    expect(video).toMatchObject({ color_transfer: 'bt709', color_primaries: 'bt709', color_space: 'bt709' })
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ video: [{ bitDepth: 10, colorFormat: 'YUV_420' }] }],
  })
})

test('assumes BT.2020 if HDR specifies only its transfer function', async () => {
  const options = `${browserOptions} -pix_fmt yuv420p10le -color_trc arib-std-b67`
  const { first } = await transcodeSource(await encodeTestVideo([pattern(5), tone(5)], options))
  expect(first.video.color_transfer).toBe('bt709')
})

test('converts odd sizes and full chroma to even sizes and yuv420p', async () => {
  const { warnings } = await transcodeSource(
    await encodeTestVideo(['testsrc=size=321x181:rate=30:duration=5', tone(5)], `${browserOptions} -pix_fmt yuv444p`),
  )
  expect(warnings).toEqual([])
})

test('ignores an album cover', async () => {
  const coverOptions = '-map 0 -map 1 -map 2 -c:v:0 mjpeg -disposition:v:0 attached_pic'
  const videoOptions = '-c:v:1 libx264 -preset ultrafast -pix_fmt:v:1 yuv420p'
  const sources = [pattern(1, 1), pattern(5), tone(5)]
  const { first } = await transcodeSource(await encodeTestVideo(sources, `${coverOptions} ${videoOptions}`))
  expect(first.framesPerSecond).toBe(30)
})

test.each([
  [1, true],
  [2, false],
])('uses the selected one of several audio tracks: %d', async (track, isLoud) => {
  const sources = [pattern(5), tone(5), 'anullsrc=duration=5']
  const options = `${browserOptions} -map 0 -map 1 -map 2`
  const { first, details } = await transcodeSource(await encodeTestVideo(sources, options), { track })
  const { stderr } = await run(tools.ffmpeg, ['-i', first.path, '-vn', '-af', 'volumedetect', '-f', 'null', '-'], {
    env: ffmpegEnvironment,
  })
  expect(Number(/mean_volume: (-?[\d.]+)/.exec(stderr)?.[1]) > -40).toBe(isLoud)
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ audio: [{ streamId: 2 }, { streamId: 3 }] }],
  })
})

test('cuts audio that is longer than the video, with a warning', async () => {
  const { seconds, first, warnings } = await transcodeSource(await encodeTestVideo([pattern(5), tone(9)]))
  expect(seconds).toBeCloseTo(5, 2)
  expect(first.audioSpan![1] - first.videoSpan[1]).toBeLessThan(0.1)
  expect(warnings).toEqual([240001])
})

/** Whether the picture of a stream is black at this time. Its clock starts at 1.4 seconds or later. */
async function isBlackAt({ path, videoSpan }: Rendition, seconds: number) {
  const frame = ['-ss', String(videoSpan[0] + seconds), '-i', path, '-frames:v', '1', '-vf', 'scale=1:1,format=gray']
  const { stdout } = await run(tools.ffmpeg, ['-v', 'error', ...frame, '-f', 'rawvideo', 'pipe:1'], {
    ...{ encoding: 'buffer', env: ffmpegEnvironment },
  })
  return stdout[0]! < 30
}

test('adds black after the picture if PadVideo is BLACK, so that no audio is cut', async () => {
  const short = await encodeTestVideo([pattern(2), tone(7)])
  const { seconds, first, warnings, name } = await transcodeSource(short, { padVideo: 'BLACK' })
  expect(seconds).toBeCloseTo(7, 1)
  expect(Math.abs(first.audioSpan![1] - first.videoSpan[1])).toBeLessThan(0.1)
  expect(warnings).toEqual([])
  expect([await isBlackAt(first, 1), await isBlackAt(first, 4)]).toEqual([false, true])
  expect(await readObject(`media/${name}/index_thumb.0000006.jpg`)).not.toHaveLength(0)
  const cut = await transcodeSource(short, { padVideo: 'DISABLED' })
  expect(cut.seconds).toBeCloseTo(2, 1)
})

test('adds black before a picture that starts late if PadVideo is BLACK', async () => {
  const late = await encodeTestVideo([pattern(3), tone(7)], `${browserOptions} -vf setpts=PTS+2/TB`)
  const { seconds, first } = await transcodeSource(late, { padVideo: 'BLACK' })
  expect(seconds).toBeCloseTo(7, 1)
  expect([await isBlackAt(first, 1), await isBlackAt(first, 4), await isBlackAt(first, 6)]).toEqual([true, false, true])
})

test('PadVideo changes nothing where the picture is as long as the audio', async () => {
  const { seconds, first } = await transcodeSource(await encodeTestVideo([pattern(5), tone(3)]), { padVideo: 'BLACK' })
  expect(seconds).toBeCloseTo(5, 1)
  expect(await isBlackAt(first, 4.5)).toBe(false)
})

test.each([
  ['a recording of a browser without a length', '-c:v libvpx -deadline realtime -c:a libopus -live 1', 'webm', 5],
  ['a recording whose clock starts at one hour', '-c:v mpeg4 -c:a libopus -output_ts_offset 3600', 'mkv', 5],
  ['a gap in the middle', `${browserOptions} -vf setpts=PTS+gt(T\\,1)*2/TB -fps_mode vfr`, 'mp4', 7],
])('converts all of %s', async (_, options, extension, expected) => {
  const { seconds } = await transcodeSource(await encodeTestVideo([pattern(5), tone(7)], options, extension))
  expect(seconds).toBeCloseTo(expected, 0)
})

test('adds silence if the video is longer than the audio, with a warning', async () => {
  const { seconds, first, warnings } = await transcodeSource(await encodeTestVideo([pattern(9), tone(5)]))
  expect(seconds).toBeCloseTo(9, 2)
  expect(first.videoSpan[1] - first.audioSpan![1]).toBeLessThan(0.1)
  expect(warnings).toEqual([240000])
})

test('keeps segment boundaries if the video starts after the audio', async () => {
  const late = await encodeTestVideo([pattern(6), tone(7)], `${browserOptions} -vf setpts=PTS+0.7/TB`)
  const { first } = await transcodeSource(late)
  expect(first.segmentSeconds[0]).toBe(4)
})

test.each([
  ['24000/1001', 23.976],
  [50, 50],
  [60, 60],
  [120, 60],
])('converts %s frames per second to %d', async (rate, framesPerSecond) => {
  const { first, warnings } = await transcodeSource(await encodeTestVideo([pattern(6, rate), tone(6)]))
  expect(first.framesPerSecond).toBe(framesPerSecond)
  expect(warnings).toEqual([])
})

test('uses a specified frame rate', async () => {
  const h264 = { FramerateControl: 'SPECIFIED', FramerateNumerator: 24, FramerateDenominator: 1 } as const
  const { first } = await transcodeSource(await encodeTestVideo([pattern(6), tone(6)]), { h264 })
  expect(first.framesPerSecond).toBe(24)
})
