import { createHash } from 'node:crypto'
import { encodeTestVideo, testPattern, tone } from '../programs/test-video.ts'

/** Encodes a video of 1 second with sound, so small that 100 of them can be encoded within a minute. */
export const encodeTinyVideo = (): Promise<Buffer> =>
  encodeTestVideo([testPattern(1, { size: '160x90', rate: 10 }), tone(1)])

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
