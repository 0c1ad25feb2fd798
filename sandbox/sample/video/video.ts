import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { paint, raster } from '../drawing/raster.ts'
import type { Shape } from '../drawing/shapes.ts'
import { type Note, pcm, sampleRate } from './sound.ts'

/** A film that is computed: the picture at any time (seconds), and the notes that sound. */
export type SampleVideo = {
  width: number
  height: number
  seconds: number
  picture: (time: number) => Shape[]
  notes: Note[]
}

const framesPerSecond = 25

/**
 * Writes a film as mp4 (H.264, AAC, index at the front). One thread and no metadata, so that the same ffmpeg makes the
 * same bytes again. Throws with what ffmpeg said last.
 */
export async function writeVideo(video: SampleVideo, ffmpeg: string, path: string): Promise<void> {
  const sound = `${path}.pcm`
  await writeFile(sound, pcm(video.notes, video.seconds))
  const rawVideoArgs = [
    '-f',
    'rawvideo',
    '-pix_fmt',
    'rgb24',
    '-s',
    `${video.width}x${video.height}`,
    '-r',
    `${framesPerSecond}`,
  ]
  const h264Args = [
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
  const aacArgs = ['-c:a', 'aac', '-b:a', '96k']
  const reproducibleArgs = [
    '-fflags',
    '+bitexact',
    '-flags:v',
    '+bitexact',
    '-flags:a',
    '+bitexact',
    '-map_metadata',
    '-1',
  ]
  const child = spawn(
    ffmpeg,
    // biome-ignore format: input, input, output
    ['-v', 'error', '-y', ...rawVideoArgs, '-i', 'pipe:0', '-f', 's16le', '-ar', `${sampleRate}`, '-ac', '1', '-i', sound,
      ...h264Args, ...aacArgs, ...reproducibleArgs, '-movflags', '+faststart', '-f', 'mp4', path],
    { stdio: ['pipe', 'ignore', 'pipe'] },
  )
  let errorOutput = ''
  child.stderr.on('data', chunk => (errorOutput += chunk))
  child.stdin.on('error', () => {}) // ffmpeg ended early: its exit code says it
  const ended = once(child, 'close')
  await Promise.race([ended, feed(video, child.stdin)])
  const [code] = await ended
  await rm(sound)
  if (code !== 0) throw new Error(`ffmpeg ended with ${code}: ${errorOutput.trim().split('\n').at(-1) ?? ''}`)
}

async function feed({ width, height, seconds, picture }: SampleVideo, into: NodeJS.WritableStream): Promise<void> {
  for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
    const image = raster(width, height)
    paint(image, picture(frame / framesPerSecond))
    if (!into.write(image.rgb)) await once(into, 'drain')
  }
  into.end()
}
