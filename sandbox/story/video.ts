import { execFile } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { resolveExecutable } from '../programs/executables.ts'

/** A film of a second with sound, small enough that a hundred are encoded in a minute. */
export async function makeTinyVideo(): Promise<Buffer> {
  const folder = mkdtempSync(join(tmpdir(), 'lectern-film-'))
  const path = join(folder, 'film.mp4')
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

/** The same film with bytes of its own: a box at its end that players pass over (ISO/IEC 14496-12, 8.1.2). */
export function withMark(video: Buffer, mark: string): Buffer {
  const box = Buffer.alloc(8)
  box.writeUInt32BE(8 + Buffer.byteLength(mark))
  box.write('free', 4)
  return Buffer.concat([video, box, Buffer.from(mark)])
}

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest()

/** Dropbox's content hash of a file of one block (4 MiB) at most. */
export const contentHashOf = (bytes: Buffer): string => sha256(sha256(bytes)).toString('hex')
