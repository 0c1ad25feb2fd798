import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { resolveExecutable } from '../programs/executables.ts'
import { ffmpegEnvironment } from '../programs/ffmpeg-environment.ts'
import { browserOptions, testPattern, tone } from '../programs/test-video.ts'

/** How a file in the folder `media` is made: text, or ffmpeg's sources and output options. */
export type Recipe = string | { sources: string[]; options: string }

const captions = (language: string) =>
  `WEBVTT\n\n00:00.500 --> 00:04.000\nFirst line (${language})\n\n00:05.000 --> 00:09.000\nSecond line (${language})\n`
const video = (seconds: number, frequency: number, filter = 'null', size = '640x360') => ({
  sources: [testPattern(seconds, { size, rate: 25 }), tone(seconds, frequency)],
  options: `-vf ${filter} ${browserOptions} -g 50 -b:v 700k -maxrate 900k -bufsize 1800k`,
})

/** The files that pages of the matrix name as `../media/<name>`. The test pattern shows its time. */
export const matrixVideos: Record<string, Recipe> = {
  'film.mp4': video(12, 440),
  'other.mp4': video(10, 660, 'hue=h=120'),
  // Offered beside film.mp4 in one element, so Lectern takes the two for the same picture.
  'phone.mp4': video(9, 700, 'hue=h=240'),
  'big.mp4': {
    ...video(24, 330, 'hue=h=200', '1280x720'),
    options: `-vf hue=h=200 ${browserOptions} -g 50 -b:v 1800k`,
  },
  'film.webm': {
    sources: [testPattern(12, { rate: 25 }), tone(12)],
    options: '-c:v libvpx -deadline realtime -cpu-used 8 -b:v 700k -c:a libopus',
  },
  'film.ogv': { sources: [testPattern(12, { rate: 25 }), tone(12)], options: '-c:v libtheora -q:v 5 -c:a libvorbis' },
  // MPEG-4 Part 2 in QuickTime: no browser plays it, and MediaConvert does.
  'clip.mov': { sources: [testPattern(8, { rate: 25 }), tone(8, 550)], options: '-c:v mpeg4 -q:v 4 -c:a aac' },
  'film.en.vtt': captions('en'),
  'film.de.vtt': captions('de'),
  'poster.jpg': { sources: [testPattern(1, { rate: 1 })], options: '-vf negate -frames:v 1' },
  'odd names/with space.mp4': video(6, 500, 'hue=h=30'),
  'odd names/Größe & Übung.mp4': video(6, 510, 'hue=h=60'),
  'odd names/Question #1.mp4': video(6, 520, 'hue=h=90'),
  'odd names/100% true.mp4': video(6, 530, 'hue=h=150'),
  'odd names/a+b.mp4': video(6, 540, 'hue=h=180'),
}

async function make(path: string, recipe: Recipe): Promise<void> {
  if (typeof recipe === 'string') return writeFile(path, recipe)
  const inputs = recipe.sources.flatMap(source => ['-f', 'lavfi', '-i', source])
  const args = ['-v', 'error', '-y', ...inputs, ...recipe.options.split(' '), path]
  await promisify(execFile)(await resolveExecutable('ffmpeg'), args, { env: ffmpegEnvironment })
}

/**
 * Makes the videos that `folder` does not hold yet, each below a hash of its recipe. Returns the paths of the files by
 * name. Throws with ffmpeg's message when it fails.
 */
export async function makeVideos(folder: string, recipes: Record<string, Recipe>): Promise<Map<string, string>> {
  const paths = new Map<string, string>()
  for (const [name, recipe] of Object.entries(recipes)) {
    const hash = createHash('sha256').update(JSON.stringify(recipe)).digest('hex').slice(0, 16)
    const path = join(folder, hash, name)
    paths.set(name, path)
    if (existsSync(path)) continue
    const unfinished = join(folder, hash, `unfinished-${process.pid}-${name.replaceAll('/', '-')}`)
    await mkdir(dirname(path), { recursive: true })
    await make(unfinished, recipe)
    await rename(unfinished, path)
  }
  return paths
}
