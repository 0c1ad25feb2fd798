import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveExecutable } from '../../../sandbox/programs/executables.ts'
import { encodeTestVideo, testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { ReaderThreads } from '../../limits/reader-threads.ts'
import { serveFile } from '../../test/serve-file.ts'
import { containerLimits } from './container/container-facts.ts'
import { listPackets } from './ffprobe.ts'
import { probeUrl } from './probe-url.ts'

let containerThreads: ReaderThreads
beforeAll(() => {
  containerThreads = new ReaderThreads(containerLimits)
})
afterAll(() => containerThreads.close())

/** Probes a file, and returns when its picture and its sound start and end, to a tenth of a second. */
async function timesOf(file: Buffer) {
  const services = { containerThreads, ffprobePath: await resolveExecutable('ffprobe'), log: pino({ level: 'silent' }) }
  const { input } = await serveFile(file)
  const video = await probeUrl(services, input, { key: 'a', signal: new AbortController().signal })
  expect(video.problem).toBeNull()
  const { durationSeconds, pictureStartSeconds, pictureEndSeconds, soundStartSeconds, soundEndSeconds } = video
  const times = [durationSeconds, pictureStartSeconds, pictureEndSeconds, soundStartSeconds, soundEndSeconds]
  return times.map(seconds => seconds && Math.round(seconds * 10) / 10)
}

const pattern = (seconds: number, rate = 10) => testPattern(seconds, { size: '64x48', rate })
const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac'

/** The options of each format whose lengths are read in another way. */
const formats: [string, string][] = [
  ['mp4', h264],
  ['mp4', `${h264} -movflags frag_keyframe+empty_moov`],
  ['mkv', '-c:v mpeg4 -c:a libopus'],
  ['webm', '-c:v libvpx -deadline realtime -c:a libopus -live 1'],
  ['ts', `${h264} -f mpegts`],
  ['mpg', '-c:v mpeg2video -c:a mp2'],
  ['avi', '-c:v mpeg4 -c:a mp3'],
  ['wmv', '-c:v wmv2 -c:a wmav2'],
  ['flv', '-c:v flv1 -c:a mp3 -ar 44100'],
  ['ogv', '-c:v libtheora -c:a libvorbis'],
]

test.each(formats)(
  'reads when picture and sound of %s start and end: %s',
  { timeout: 60_000 },
  async (extension, options) => {
    const found = await timesOf(await encodeTestVideo([pattern(1, 25), tone(3)], options, extension))
    // Old formats have frames of up to a tenth of a second.
    const near = (seconds: number) => expect.toSatisfy((value: number) => Math.abs(value - seconds) <= 0.15)
    expect(found).toEqual([near(3), near(0), near(1), near(0), near(3)])
  },
)

test.each([
  ['mp4', h264],
  ['mkv', '-c:v mpeg4 -c:a libopus'],
  ['ts', `${h264} -f mpegts`],
])('does not depend on when the clock of %s starts', async (extension, options) => {
  const late = await encodeTestVideo([pattern(2), tone(2)], `${options} -output_ts_offset 3600`, extension)
  expect(await timesOf(late)).toEqual([2, 0, 2, 0, 2])
})

test.each([
  ['mp4', h264],
  ['webm', '-c:v libvpx -deadline realtime -c:a libopus'],
  ['wmv', '-c:v wmv2 -c:a wmav2'],
])('counts a gap in the middle and a picture that starts late: %s', async (extension, options) => {
  const shifted = `${options} -vf setpts=PTS+(1+gt(T\\,0.5)*2)/TB -fps_mode vfr`
  const found = await timesOf(await encodeTestVideo([pattern(1), tone(5)], shifted, extension))
  expect(found).toEqual([5, expect.closeTo(1, 0), expect.closeTo(4, 0), 0, 5])
})

test('does not believe the header of a track', async () => {
  const file = await encodeTestVideo([pattern(4), tone(4)], h264)
  for (let header = file.indexOf('mdhd'); header !== -1; header = file.indexOf('mdhd', header + 4))
    file.writeUInt32BE(Math.round(file.readUInt32BE(header + 20) / 30), header + 20)
  expect(await timesOf(file)).toEqual([4, 0, 4, 0, 4])
})

test('shows what an edit list shows', async () => {
  const file = await encodeTestVideo([pattern(4), tone(4)], h264)
  for (let list = file.indexOf('elst'); list !== -1; list = file.indexOf('elst', list + 4))
    file.writeUInt32BE(1500, list + 12)
  expect(await timesOf(file)).toEqual([1.5, 0, 1.5, 0, 1.5])
})

test.each([
  ['ts', `${h264} -f mpegts`],
  ['mpg', '-c:v mpeg2video -c:a mp2 -f vob'],
])('adds up recordings that were joined, so that their clock starts again: %s', async (extension, options) => {
  const recording = await encodeTestVideo([pattern(2, 25), tone(2)], options, extension)
  const [durationSeconds] = await timesOf(Buffer.concat([recording, recording]))
  expect(durationSeconds).toBeGreaterThan(3.8)
  expect(durationSeconds).toBeLessThan(4.2)
})

test('reads the default sound, and counts the others', async () => {
  const options = `-map 0 -map 1 -map 2 -disposition:a:0 0 -disposition:a:1 default ${h264}`
  for (const extension of ['mp4', 'mkv']) {
    const file = await encodeTestVideo([pattern(1), tone(1), tone(2)], options, extension)
    expect([extension, ...(await timesOf(file))]).toEqual([extension, 2, 0, 1, 0, 2])
  }
})

test('reads on where a connection was lost', async () => {
  const file = await encodeTestVideo([pattern(3)], `${h264} -f mpegts`, 'ts')
  // Every connection that starts in the first half of the file is lost in the middle of it.
  const middle = Math.floor(file.length / 2)
  const { input } = await serveFile(file, response => {
    const start = Number(/bytes=(\d+)-$/.exec(response.req.headers.range ?? '')?.[1])
    if (!(start < middle)) return false
    const range = `bytes ${start}-${file.length - 1}/${file.length}`
    response.writeHead(206, { 'content-length': file.length - start, 'content-range': range })
    response.write(file.subarray(start, middle), () => response.destroy())
    return true
  })
  const ffprobe = await resolveExecutable('ffprobe')
  const packets = await listPackets(ffprobe, input.url, { streams: [] }, new AbortController().signal)
  const { start, end } = packets!.get(0)!
  expect(end - start).toBeCloseTo(3, 1)
})
