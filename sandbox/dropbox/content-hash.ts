import { createHash } from 'node:crypto'
import type { FileHandle } from 'node:fs/promises'

const blockBytes = 4 * 1024 * 1024

/**
 * Dropbox's content_hash: the SHA-256 of the joined SHA-256 digests of each block of 4 MiB, in lower-case hex; of an empty file the
 * SHA-256 of nothing (https://www.dropbox.com/developers/reference/content-hash). Reads from the start, one block in memory at a time.
 */
export async function contentHash(file: FileHandle, size: number): Promise<string> {
  const whole = createHash('sha256')
  const buffer = Buffer.allocUnsafe(Math.min(size, blockBytes))
  for (let at = 0; at < size; at += blockBytes) {
    const block = await readBlock(file, buffer.subarray(0, Math.min(blockBytes, size - at)), at)
    whole.update(createHash('sha256').update(block).digest())
  }
  return whole.digest('hex')
}

async function readBlock(file: FileHandle, block: Buffer, position: number) {
  let filled = 0
  while (filled < block.length) {
    const { bytesRead } = await file.read(block, filled, block.length - filled, position + filled)
    if (bytesRead === 0) break
    filled += bytesRead
  }
  return block.subarray(0, filled)
}
