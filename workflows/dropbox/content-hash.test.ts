import { expect, test } from 'vitest'
import { blockDigests, combineDigests, contentHash } from './content-hash.ts'

// n bytes of "A", from rclone's dbhash_test.go.
const vectors: [bytes: number, hash: string][] = [
  [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
  [1, '1cd6ef71e6e0ff46ad2609d403dc3fee244417089aa4461245a4e4fe23a55e42'],
  [4194304, 'd4d63bac5b866c71620185392a8a6218ac1092454a2d16f820363b69852befa3'],
  [4194305, '8f553da8d00d0bf509d8470e242888be33019c20c0544811f5b2b89e98360b92'],
  [8388609, '02c8a4aefc2bfc9036f89a7098001865885938ca580e5c9e5db672385edd303c'],
]

test.each(vectors)('%i bytes have the same content hash as in Dropbox', (bytes, hash) => {
  expect(contentHash(Buffer.alloc(bytes, 'A'))).toBe(hash)
})

test('parts of whole blocks, hashed separately, combine to the hash of the file', () => {
  const file = Buffer.alloc(9_000_000, 'A')
  const parts = [file.subarray(0, 8 * 1024 ** 2), file.subarray(8 * 1024 ** 2)]
  expect(combineDigests(parts.flatMap(blockDigests))).toBe(contentHash(file))
})
