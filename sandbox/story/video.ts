import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveExecutable } from '../programs/executables.ts'

/** Makes a video of 1 second with sound, so small that 100 of them can be encoded within a minute. */
export async function makeTinyVideo(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-video-'))
  const path = join(folder, 'video.mp4')
  const inputArgs = '-f lavfi -i testsrc=size=160x90:rate=10:duration=1 -f lavfi -i sine=frequency=440:duration=1'
  const codecArgs = '-c:v libx264 -preset ultrafast -pix_fmt yuv420p -c:a aac -movflags +faststart'
  await promisify(execFile)(
    await resolveExecutable('ffmpeg'),
    `-loglevel error -y ${inputArgs} ${codecArgs} ${path}`.split(' '),
  )
  const bytes = readFileSync(path)
  rmSync(folder, { recursive: true })
  return bytes
}

/**
 * Appends a `free` box with `mark`, so that the same video has unique bytes. Players skip it (ISO/IEC 14496-12, 8.1.2).
 */
export function withMark(video: Buffer, mark: string): Buffer {
  const box = Buffer.alloc(8)
  box.writeUInt32BE(8 + Buffer.byteLength(mark))
  box.write('free', 4)
  return Buffer.concat([video, box, Buffer.from(mark)])
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** Returns Dropbox's content hash of a file of at most one block (4 MiB). */
export const contentHashOf = (bytes: Buffer): string => sha256(sha256(bytes)).toString('hex')
