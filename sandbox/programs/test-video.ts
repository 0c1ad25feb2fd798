/** Encodes small videos for tests and stories with ffmpeg. */
import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveExecutable } from './executables.ts'
import { ffmpegEnvironment } from './ffmpeg-environment.ts'

/** ffmpeg's options for an MP4 that any browser plays: H.264, AAC, and the index in front. */
export const browserOptions = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart'

/** Returns ffmpeg's source for a moving test pattern, whose odd sizes are rounded down. `rate` is in frames per second. */
export const testPattern = (seconds: number, { size = '640x360', rate = 30 as number | string } = {}) =>
  `testsrc2=size=${size}:rate=${rate}:duration=${seconds}`

/** Returns ffmpeg's source for a tone. `frequency` is in hertz. */
export const tone = (seconds: number, frequency = 440) => `sine=frequency=${frequency}:duration=${seconds}`

/**
 * Encodes generated sources into a file. Throws with ffmpeg's output when ffmpeg fails.
 * @param options ffmpeg's output options, separated by spaces; with '', the file's extension selects the codecs
 */
export async function writeTestVideo(path: string, sources: string[], options = browserOptions): Promise<void> {
  const inputs = sources.flatMap(source => ['-f', 'lavfi', '-i', source])
  const args = ['-v', 'error', '-y', ...inputs, ...options.split(' ').filter(Boolean), path]
  await promisify(execFile)(await resolveExecutable('ffmpeg'), args, { env: ffmpegEnvironment })
}

/**
 * Encodes generated sources like writeTestVideo, and returns the bytes of the video.
 * @param extension selects the container
 */
export async function encodeTestVideo(sources: string[], options?: string, extension = 'mp4'): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-video-'))
  try {
    const path = join(folder, `video.${extension}`)
    await writeTestVideo(path, sources, options)
    return await readFile(path)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Rotates the picture of an MP4 clockwise by 90 degrees, as phones do: in the matrix of its track, which consists of
 * 16.16 numbers (ISO/IEC 14496-12, "Track header box"). Changes and returns `video`.
 */
export function rotateTrack(video: Buffer): Buffer {
  const matrix = video.indexOf('tkhd') + 44
  for (const [index, number] of [0, 1, 0, -1, 0].entries()) video.writeInt32BE(number * 0x10000, matrix + index * 4)
  return video
}
