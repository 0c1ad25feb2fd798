import { createHash, hash } from 'node:crypto'
import type { OpenFile } from './open-file.ts'

const blockBytes = 4 * 1024 * 1024

/**
 * Computes Dropbox's content_hash: the SHA-256 of the concatenated SHA-256 digests of all 4 MiB blocks, in lowercase
 * hex (https://www.dropbox.com/developers/reference/content-hash). An empty file has the SHA-256 of no bytes. Keeps one
 * block in memory at a time.
 */
export async function contentHash(file: Pick<OpenFile, 'read'>, size: number): Promise<string> {
  const overallHash = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(size, blockBytes))
  for (let at = 0; at < size; at += blockBytes) {
    const block = buffer.subarray(0, Math.min(blockBytes, size - at))
    const filled = await file.read(block, at)
    overallHash.update(hash('sha256', block.subarray(0, filled), 'buffer'))
  }
  return overallHash.digest('hex')
}
