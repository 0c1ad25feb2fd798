import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import type { SampleJobOptions } from './sample-job.ts'
import {
  createTestJob,
  data,
  makeVideo,
  putObject,
  readObject,
  setUpTestBench,
  startStandIn,
  testPattern,
  tone,
  tools,
  waitForEnd,
} from './test-bench.ts'
import { readStream } from './test-streams.ts'

const run = promisify(execFile)
setUpTestBench()

/** Two landscape sizes. */
const LANDSCAPE_SIZES: [number, number][] = [
  [640, 360],
  [320, 180],
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

/** Sets a clockwise rotation of 90 degrees in an MP4 file (ISO/IEC 14496-12, "Track header box"). */
function rotateClockwise(bytes: Buffer) {
  const matrix = bytes.indexOf('tkhd') + 44
  const fixed = [0, 0x10000, 0, -0x10000, 0, 0, 0, 0, 0x40000000]
  fixed.forEach((value, at) => void bytes.writeInt32BE(value, matrix + at * 4))
  return bytes
}

test('encodes a rotated video upright', async () => {
  const leftRed =
    'color=red:size=160x180:rate=30:duration=6[l];color=blue:size=160x180:rate=30:duration=6[r];[l][r]hstack'
  const upright = rotateClockwise(await makeVideo('turned.mp4', [leftRed, tone(6)]))
  const { name } = await transcodeSource(upright, { sizes: [[360, 640]] })
  expect(await colorsAtEnds(await readObject(`media/${name}/index_poster.0000000.jpg`), '1:16')).toEqual([
    'red',
    'blue',
  ])
})

test('converts non-square pixels to square ones', async () => {
  const leftRed =
    'color=red:size=360x576:rate=25:duration=5[l];color=blue:size=360x576:rate=25:duration=5[r];[l][r]hstack'
  const anamorphic = await makeVideo('sar.mp4', [leftRed, tone(5)], ['-vf', 'setsar=64/45'])
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
  const extraArgs = '-vf tinterlace=interleave_top,setfield=tff -flags +ildct+ilme -x264opts tff=1'.split(' ')
  const { first, details } = await transcodeSource(
    await makeVideo('fields.mp4', [testPattern(6, fields), tone(6)], extraArgs),
  )
  expect(first.framesPerSecond).toBe(framesPerSecond)
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ video: [{ interlaceMode: 'INTERLACED' }] }],
  })
})

test('converts a variable frame rate to the next common one above its average', async () => {
  const uneven = await makeVideo(
    'uneven.mp4',
    [testPattern(9), tone(9)],
    [...['-vf', "select='lt(n,60)+not(mod(n,3))'", '-fps_mode', 'vfr']],
  )
  const { first, seconds } = await transcodeSource(uneven)
  expect(first.framesPerSecond).toBe(15)
  expect(seconds).toBeCloseTo(9, 0)
})

test('converts HDR to SDR and sets the color tags', async () => {
  const extraArgs = '-pix_fmt yuv420p10le -color_primaries bt2020 -color_trc smpte2084 -colorspace bt2020nc'.split(' ')
  const { renditions, details } = await transcodeSource(
    await makeVideo('hdr.mp4', [testPattern(6), tone(6)], extraArgs),
  )
  for (const { video } of renditions)
    expect(video).toMatchObject({ color_transfer: 'bt709', color_primaries: 'bt709', color_space: 'bt709' })
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ video: [{ bitDepth: 10, colorFormat: 'YUV_420' }] }],
  })
})

test('assumes BT.2020 if HDR specifies only its transfer function', async () => {
  const extraArgs = '-pix_fmt yuv420p10le -color_trc arib-std-b67'.split(' ')
  const { first } = await transcodeSource(await makeVideo('hlg.mp4', [testPattern(5), tone(5)], extraArgs))
  expect(first.video.color_transfer).toBe('bt709')
})

test('converts odd sizes and full chroma to even sizes and yuv420p', async () => {
  const { warnings } = await transcodeSource(
    await makeVideo('odd.mp4', [testPattern(5, 30, '641x361'), tone(5)], ['-pix_fmt', 'yuv444p']),
  )
  expect(warnings).toEqual([])
})

/** Copies streams of earlier videos into a new file without encoding. */
async function remux(name: string, args: string[]) {
  const path = join(data, name)
  await run(tools.ffmpeg, ['-v', 'error', '-y', ...args, '-c', 'copy', path], { env: ffmpegEnvironment })
  return readFile(path)
}

test('ignores an album cover', async () => {
  await makeVideo('bare.mp4', [testPattern(5), tone(5)])
  await makeVideo('cover.jpg', [testPattern(1, 1)], ['-c:v', 'mjpeg', '-pix_fmt', 'yuvj420p', '-frames:v', '1'])
  const inputs = ['-i', join(data, 'cover.jpg'), '-i', join(data, 'bare.mp4'), '-map', '0', '-map', '1']
  const { first } = await transcodeSource(await remux('covered.mp4', [...inputs, '-disposition:v:0', 'attached_pic']))
  expect(first.framesPerSecond).toBe(30)
})

test('uses the first of several audio tracks', async () => {
  const mapArgs = ['-map', '0', '-map', '1', '-map', '2']
  const { first, details } = await transcodeSource(
    await makeVideo('sounds.mp4', [testPattern(5), tone(5), 'anullsrc=duration=5'], mapArgs),
  )
  const { stderr } = await run(tools.ffmpeg, ['-i', first.path, '-vn', '-af', 'volumedetect', '-f', 'null', '-'], {
    env: ffmpegEnvironment,
  })
  expect(Number(/mean_volume: (-?[\d.]+)/.exec(stderr)?.[1])).toBeGreaterThan(-40)
  expect(details.find(({ status }) => status === 'INPUT_INFORMATION')).toMatchObject({
    inputDetails: [{ audio: [{ streamId: 2 }, { streamId: 3 }] }],
  })
})

test('cuts audio that is longer than the video, with a warning', async () => {
  const { seconds, first, warnings } = await transcodeSource(await makeVideo('loud.mp4', [testPattern(5), tone(9)]))
  expect(seconds).toBeCloseTo(5, 2)
  expect(first.audioSpan![1] - first.videoSpan[1]).toBeLessThan(0.1)
  expect(warnings).toEqual([240001])
})

test('adds silence if the video is longer than the audio, with a warning', async () => {
  const { seconds, first, warnings } = await transcodeSource(await makeVideo('quiet.mp4', [testPattern(9), tone(5)]))
  expect(seconds).toBeCloseTo(9, 2)
  expect(first.videoSpan[1] - first.audioSpan![1]).toBeLessThan(0.1)
  expect(warnings).toEqual([240000])
})

test('keeps segment boundaries if the video starts after the audio', async () => {
  await makeVideo('early.mp4', [testPattern(6), tone(7)])
  const early = ['-i', join(data, 'early.mp4')]
  const { first } = await transcodeSource(
    await remux('late.mp4', ['-itsoffset', '0.7', ...early, ...early, '-map', '0:v', '-map', '1:a']),
  )
  expect(first.segmentSeconds[0]).toBe(4)
})

test.each([
  ['24000/1001', 23.976],
  [50, 50],
  [60, 60],
  [120, 60],
])('converts %s frames per second to %d', async (rate, framesPerSecond) => {
  const { first, warnings } = await transcodeSource(await makeVideo('rate.mp4', [testPattern(6, rate), tone(6)]))
  expect(first.framesPerSecond).toBe(framesPerSecond)
  expect(warnings).toEqual([])
})

test('uses a specified frame rate', async () => {
  const h264 = { FramerateControl: 'SPECIFIED', FramerateNumerator: 24, FramerateDenominator: 1 } as const
  const { first } = await transcodeSource(await makeVideo('asked.mp4', [testPattern(6), tone(6)]), { h264 })
  expect(first.framesPerSecond).toBe(24)
})
