import { createHash, hash } from 'node:crypto'
import type { OpenFile } from './open-file.ts'

const blockBytes = 4 * 1024 * 1024

/**
 * Dropbox's content_hash: the SHA-256 of the joined SHA-256 digests of each block of 4 MiB, in lower-case hex; of an empty file the
 * SHA-256 of nothing (https://www.dropbox.com/developers/reference/content-hash). Reads from the start, one block in memory at a time.
 */
export async function contentHash(file: Pick<OpenFile, 'read'>, size: number): Promise<string> {
  const whole = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(size, blockBytes))
  for (let at = 0; at < size; at += blockBytes) {
    const block = buffer.subarray(0, Math.min(blockBytes, size - at))
    const filled = await file.read(block, at)
    whole.update(hash('sha256', block.subarray(0, filled), 'buffer'))
  }
  return whole.digest('hex')
}
