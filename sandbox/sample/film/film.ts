import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { paint, raster } from '../drawing/raster.ts'
import type { Shape } from '../drawing/shapes.ts'
import { type Note, pcm, rate } from './sound.ts'

/** A film that is computed: the picture at any time (seconds), and the notes that sound. */
export type Film = { width: number; height: number; seconds: number; picture: (time: number) => Shape[]; notes: Note[] }

const framesPerSecond = 25

/**
 * Writes a film as mp4 (H.264, AAC, index at the front). One thread and no metadata, so that the same ffmpeg makes the
 * same bytes again. Throws with what ffmpeg said last.
 */
export async function writeFilm(film: Film, ffmpeg: string, path: string): Promise<void> {
  const sound = `${path}.pcm`
  await writeFile(sound, pcm(film.notes, film.seconds))
  const video = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${film.width}x${film.height}`,
    '-r',
    `${framesPerSecond}`,
  ]
  const h264 = [
    '-c:v',
    'libx264',
    '-preset',
    'veryfast',
    '-crf',
    '22',
    '-pix_fmt',
    'yuv420p',
    '-g',
    '50',
    '-threads',
    '1',
  ]
  const aac = ['-c:a', 'aac', '-b:a', '96k']
  const same = ['-fflags', '+bitexact', '-flags:v', '+bitexact', '-flags:a', '+bitexact', '-map_metadata', '-1']
  const child = spawn(
    ffmpeg,
    // biome-ignore format: input, input, output
    ['-v', 'error', '-y', ...video, '-i', 'pipe:0', '-f', 's16le', '-ar', `${rate}`, '-ac', '1', '-i', sound,
      ...h264, ...aac, ...same, '-movflags', '+faststart', '-f', 'mp4', path],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )
  let said = ''
  child.stderr.on('data', chunk => (said += chunk))
  child.stdin.on('error', () => {}) // ffmpeg ended early: its exit code says it
  const ended = once(child, 'close')
  await Promise.race([ended, feed(film, child.stdin)])
  const [code] = await ended
  await rm(sound)
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${said.trim().split('\n').at(-1) ?? ''}`)
}

async function feed({ width, height, seconds, picture }: Film, into: NodeJS.WritableStream): Promise<void> {
  for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
    const still = raster(width, height)
    paint(still, picture(frame / framesPerSecond))
    if (!into.write(still.rgb)) await once(into, 'drain')
  }
  into.end()
}
