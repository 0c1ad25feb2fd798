import { lstatSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { contentHash } from './content-hash.ts'
import { OpenFile } from './open-file.ts'
import { stampOf } from './stamp.ts'

const hashOf = async (content: string | Buffer) => {
  const tempFolder = await mkdtemp(join(tmpdir(), 'hash-'))
  const local = join(tempFolder, 'file')
  await writeFile(local, content)
  const file = OpenFile.open(local, stampOf(lstatSync(local)))!
  try {
    return await contentHash(file, content.length)
  } finally {
    file.close()
    await rm(tempFolder, { recursive: true })
  }
}

test('matches rclone’s test vectors, including sizes around block boundaries', async () => {
  const vectors: [number, string][] = [
    [0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'],
    [1, '1cd6ef71e6e0ff46ad2609d403dc3fee244417089aa4461245a4e4fe23a55e42'],
    [4096, '8620913d33852befe09f16fff8fd75f77a83160d29f76f07e0276e9690903035'],
    [4194303, '647c8627d70f7a7d13ce96b1e7710a771a55d41a62c3da490d92e56044d311fa'],
    [4194304, 'd4d63bac5b866c71620185392a8a6218ac1092454a2d16f820363b69852befa3'],
    [4194305, '8f553da8d00d0bf509d8470e242888be33019c20c0544811f5b2b89e98360b92'],
    [8388609, '02c8a4aefc2bfc9036f89a7098001865885938ca580e5c9e5db672385edd303c'],
  ]
  for (const [bytes, hash] of vectors) expect(await hashOf(Buffer.alloc(bytes, 'A')), `${bytes} bytes`).toBe(hash)
  expect(await hashOf('hello rdrop2')).toBe('1aa2b7623dfff520c4abdc1227d10bc4e229b74005b66b3458345830e556f4de')
})
