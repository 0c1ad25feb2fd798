import { execFile } from 'node:child_process'
import { access } from 'node:fs/promises'
import { promisify } from 'node:util'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { resolveExecutable } from '../../../sandbox/programs/executables.ts'
import { ffmpegEnvironment } from '../../../sandbox/programs/ffmpeg-environment.ts'
import { encodeTestVideo, testPattern, tone } from '../../../sandbox/programs/test-video.ts'
import { resolveNewestFfprobe } from '../../../sandbox/programs/wheels.ts'
import { ReaderThreads } from '../../limits/reader-threads.ts'
import { serveFile } from '../../test/serve-file.ts'
import { containerLimits } from './container/container-facts.ts'
import { probeUrl } from './probe-url.ts'

let containerThreads: ReaderThreads
beforeAll(() => {
  containerThreads = new ReaderThreads(containerLimits)
})
afterAll(() => containerThreads.close())

const h264 = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac'

/** One file of each kind that ffprobe reads, alone or after the container. */
const files: [string, string][] = [
  ['mp4', h264],
  ['mp4', `${h264} -movflags frag_keyframe+empty_moov`],
  ['mov', '-c:v prores_ks -c:a pcm_s16le'],
  ['mkv', '-c:v mpeg4 -c:a libopus'],
  ['webm', '-c:v libvpx -deadline realtime -c:a libopus'],
  ['ts', `${h264} -f mpegts`],
  ['avi', '-c:v mpeg4 -c:a mp3'],
  ['wmv', '-c:v wmv2 -c:a wmav2'],
  ['ogv', '-c:v libtheora -c:a libvorbis'],
]

/** Other versions than the pinned one: Debian's, where it is installed, and the newest that a wheel contains. */
async function otherVersions(): Promise<string[]> {
  const installed = '/usr/bin/ffprobe'
  const found = await access(installed).then(
    () => [installed],
    () => [],
  )
  return [...found, await resolveNewestFfprobe()]
}

const versionOf = async (ffprobe: string) =>
  (await promisify(execFile)(ffprobe, ['-version'], { env: ffmpegEnvironment })).stdout.split(' ')[2]!

test.runIf(process.platform === 'linux' && process.arch === 'x64')(
  'every version of ffprobe says the same about a file',
  async () => {
    const pinned = await resolveExecutable('ffprobe')
    const others = await otherVersions()
    for (const [extension, options] of files) {
      const file = await encodeTestVideo([testPattern(1, { size: '64x48', rate: 10 }), tone(2)], options, extension)
      const { input } = await serveFile(file)
      const probe = (ffprobePath: string) =>
        probeUrl({ containerThreads, ffprobePath, log: pino({ level: 'silent' }) }, input, {
          key: 'a',
          signal: new AbortController().signal,
        })
      const expected = await probe(pinned)
      expect(expected.problem).toBeNull()
      for (const other of others)
        expect({ extension, version: await versionOf(other), ...(await probe(other)) }).toEqual({
          extension,
          version: await versionOf(other),
          ...expected,
        })
    }
  },
)
