import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm, writeFile } from 'node:fs/promises'
import { paint, raster } from '../drawing/raster.ts'
import type { Shape } from '../drawing/shapes.ts'
import { type Note, pcm, sampleRate } from './sound.ts'

/** A computed video: the picture at a time in seconds, and the notes of its sound. */
export type SampleVideo = {
  width: number
  height: number
  seconds: number
  picture: (time: number) => Shape[]
  notes: Note[]
}

const framesPerSecond = 25

/**
 * Writes a video as mp4 (H.264, AAC, index at the front). Uses one thread and no metadata, so that the same ffmpeg
 * produces the same bytes. Throws with the last line of ffmpeg's output when it fails.
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
  child.stdin.on('error', () => {}) // If ffmpeg exits early, its exit code reports the error.
  const closed = once(child, 'close')
  await Promise.race([closed, writeFrames(video, child.stdin)])
  const [code] = await closed
  await rm(sound)
  if (code !== 0) throw new Error(`ffmpeg exited with code ${code}: ${errorOutput.trim().split('\n').at(-1) ?? ''}`)
}

async function writeFrames(
  { width, height, seconds, picture }: SampleVideo,
  stream: NodeJS.WritableStream,
): Promise<void> {
  for (let frame = 0; frame < seconds * framesPerSecond; frame++) {
    const image = raster(width, height)
    paint(image, picture(frame / framesPerSecond))
    if (!stream.write(image.rgb)) await once(stream, 'drain')
  }
  stream.end()
}
