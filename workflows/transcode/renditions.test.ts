import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, onTestFinished, test } from 'vitest'
import { ffmpegEnvironment } from '../../sandbox/programs/ffmpeg-environment.ts'
import { encodeTestVideo } from '../../sandbox/programs/test-video.ts'
import { getBuffer } from '../storage/s3.ts'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

/** Encodes noise, which no encoder can compress. `color` is the name of its colors; null names none. */
function encodeNoise(size: string, rate: number, color: string | null): Promise<Buffer> {
  const names = color ? `-color_primaries ${color} -color_trc ${color} -colorspace ${color}` : ''
  const options = `-c:v libx264 -preset ultrafast -pix_fmt yuv420p -b:v 2M ${names} -c:a aac -b:a 192k`
  return encodeTestVideo([`color=gray:s=${size}:r=${rate}:d=6,noise=alls=100:allf=t`, 'anoisesrc=d=6:a=0.8'], options)
}

/** Sources of all shapes, and the colors that each of their renditions must name. */
const sources: { name: string; size: string; rate: number; color: string | null; expected: string }[] = [
  { name: 'small.mp4', size: '640x360', rate: 30, color: null, expected: 'smpte170m' },
  { name: 'hd.mp4', size: '1280x720', rate: 5, color: null, expected: 'bt709' },
  { name: 'full-hd.mp4', size: '1920x1080', rate: 5, color: 'smpte170m', expected: 'smpte170m' },
  { name: 'television.mp4', size: '640x480', rate: 5, color: 'bt709', expected: 'bt709' },
  { name: 'phone.mp4', size: '360x640', rate: 5, color: null, expected: 'smpte170m' },
]

type Rendition = { short: number; peak: number; average: number; bandwidth: number; declared: number; colors: string }

/** Measures the segments of each rendition of a stream, in bits per second, and reads the colors that it names. */
async function renditionsOf({ store, tools }: BackEnd, masterKey: string): Promise<Rendition[]> {
  const folder = masterKey.replace(/[^/]*$/, '')
  const directory = await mkdtemp(join(tmpdir(), 'lectern-rendition-'))
  onTestFinished(() => rm(directory, { recursive: true }))
  const master = (await getBuffer(store, masterKey)).toString()
  const pattern = /BANDWIDTH=(\d+),AVERAGE-BANDWIDTH=(\d+).*RESOLUTION=(\d+)x(\d+).*\n(.+)/g
  return Promise.all(
    [...master.matchAll(pattern)].map(async ([, bandwidth, declared, width, height, name]) => {
      const list = (await getBuffer(store, folder + name)).toString()
      const segments = await Promise.all(
        [...list.matchAll(/#EXTINF:([\d.]+).*\n(.+)/g)].map(async ([, seconds, segment]) => {
          const bytes = await getBuffer(store, folder + segment)
          return { seconds: Number(seconds), bits: bytes.length * 8, bytes }
        }),
      )
      const path = join(directory, `${name}.ts`)
      await writeFile(path, segments[0]!.bytes)
      const entries = ['-select_streams', 'v', '-show_entries', 'stream=color_primaries,color_transfer,color_space']
      const args = ['-v', 'error', ...entries, '-of', 'csv=p=0', path]
      const { stdout } = await promisify(execFile)(tools.ffprobe, args, { env: ffmpegEnvironment })
      const sum = (values: number[]) => values.reduce((total, value) => total + value, 0)
      return {
        short: Math.min(Number(width), Number(height)),
        peak: Math.max(...segments.map(({ bits, seconds }) => bits / seconds)),
        average: sum(segments.map(({ bits }) => bits)) / sum(segments.map(({ seconds }) => seconds)),
        ...{ bandwidth: Number(bandwidth), declared: Number(declared) },
        colors: [...new Set(stdout.trim().split('\n')[0]!.split(','))].join(' '),
      }
    }),
  )
}

test('each stream has a rendition of at most 400 kbit/s, says what its segments need, and has the colors of its source', async () => {
  const files = await Promise.all(
    sources.map(async ({ name, size, rate, color }) => [name, await encodeNoise(size, rate, color)]),
  )
  const page = sources.map(({ name }) => `<video controls src="${name}"></video>`).join('')
  const backEnd = await buildBackEnd({ 'index.html': `<!doctype html>${page}`, ...Object.fromEntries(files) })
  const { database } = backEnd
  await backEnd.synchronize()
  await backEnd.transcoded()
  for (const { name, expected } of sources) {
    const { contentHash } = await database.draftFile.findFirstOrThrow({ where: { path: name } })
    const attempt = await database.attempt.findFirstOrThrow({ where: { encoding: { contentHash } } })
    expect([name, attempt.status, attempt.error]).toEqual([name, 'READY', null])
    const renditions = await renditionsOf(backEnd, attempt.masterKey!)
    expect(renditions.map(({ colors }) => [name, colors])).toEqual(renditions.map(() => [name, expected]))
    for (const { peak, average, bandwidth, declared } of renditions) {
      expect(Math.abs(bandwidth / peak - 1)).toBeLessThan(0.02)
      expect(Math.abs(declared / average - 1)).toBeLessThan(0.02)
    }
    const smallest = renditions.reduce((one, other) => (one.short < other.short ? one : other))
    expect(smallest.short).toBe(240)
    // Close to it, or the noise would prove nothing.
    expect(smallest.average).toBeGreaterThan(300_000)
    expect(smallest.peak).toBeLessThanOrEqual(400_000)
  }
}, 300_000)
