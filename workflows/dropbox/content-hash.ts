import { createHash } from 'node:crypto'

/** Dropbox hashes files in blocks of this many bytes. (Dropbox, "Content hash") */
export const dropboxBlockBytes = 4 * 1024 ** 2

/**
 * Computes the SHA-256 digests of a buffer's blocks. Parts whose size is a multiple of the block size can be hashed
 * separately.
 */
export function blockDigests(bytes: Uint8Array): Buffer[] {
  const digests: Buffer[] = []
  for (let start = 0; start < bytes.length; start += dropboxBlockBytes)
    digests.push(
      createHash('sha256')
        .update(bytes.subarray(start, start + dropboxBlockBytes))
        .digest(),
    )
  return digests
}

/**
 * Combines the digests of all blocks in order into Dropbox's content hash, in lowercase hex. No digests give the hash
 * of the empty file.
 */
export function combineDigests(digests: Buffer[]): string {
  return createHash('sha256').update(Buffer.concat(digests)).digest('hex')
}

/** Computes Dropbox's content hash of a whole file in memory. */
export const contentHash = (bytes: Uint8Array): string => combineDigests(blockDigests(bytes))
