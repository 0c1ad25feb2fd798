import { expect, inject, test } from 'vitest'
import { buildStore } from '../test/object-store.ts'
import { getBuffer, head } from './s3.ts'
import { copy, copyByParts, copyWithBeginning } from './s3-copy.ts'
import { put } from './s3-put.ts'
import { listUnfinishedUploads } from './s3-unfinished-uploads.ts'

const name = () => `copy/${crypto.randomUUID()}`

test.each(['plain.txt', 'Größe & Maß (1)+2.txt', "it's 100%, really!*.txt", 'a=b?c#d~e.txt', '兎と亀.txt'])(
  'copies a version with its type and metadata, whatever its name and whatever the key holds now: %s',
  async file => {
    const { store } = await buildStore()
    const key = `${name()}/${file}`
    const source = await put(store, key, Buffer.from('first'), 'text/plain; charset=utf-8', { rev: '5f' })
    await put(store, key, Buffer.from('second'), 'text/html')
    const target = `${name()}/${file}`
    const copied = await copy(store, { ...source, bytes: 5, mediaType: 'text/plain; charset=utf-8' }, target)
    expect((await getBuffer(store, target, copied.versionId)).toString()).toBe('first')
    const found = await head(store, target)
    expect(found).toMatchObject({ ContentType: 'text/plain; charset=utf-8', Metadata: { rev: '5f' } })
    expect(found!.ETag!.replaceAll('"', '')).toBe(copied.etag)
    expect(found!.VersionId).toBe(copied.versionId)
  },
)

test('replaces metadata and type when new metadata is given', async () => {
  const { store } = await buildStore()
  const source = await put(store, name(), Buffer.from('bytes'), 'text/plain', { rev: '1', old: 'yes' })
  const copied = await copy(store, { ...source, bytes: 5, mediaType: 'text/css' }, name(), { rev: '2' })
  const found = await head(store, copied.key)
  expect(found).toMatchObject({ ContentType: 'text/css', Metadata: { rev: '2' } })
  expect(found!.Metadata).not.toHaveProperty('old')
})

test.each([
  ['503', { kind: 'status', status: 503 }],
  ['an error in a 200 response', { kind: 'status', status: 200, body: '<Error><Code>InternalError</Code></Error>' }],
  ['a broken connection', { kind: 'reset' }],
] as const)('retries after %s', async (_, fault) => {
  const { store, faults } = await buildStore()
  const source = await put(store, name(), Buffer.from('bytes'), 'text/plain')
  faults.add([{ target: 's3', operation: 'CopyObject', times: 2, ...fault }])
  const copied = await copy(store, { ...source, bytes: 5, mediaType: 'text/plain' }, name())
  expect((await getBuffer(store, copied.key, copied.versionId)).toString()).toBe('bytes')
})

test('throws the same error as the SDK when the version is gone', async () => {
  const { store } = await buildStore()
  const source = { key: name(), versionId: inject('s3').bucket, bytes: 5, mediaType: 'text/plain' }
  await expect(copy(store, source, name())).rejects.toMatchObject({
    name: expect.stringMatching(/^NoSuch(Key|Version)$/),
    $metadata: { httpStatusCode: 404 },
  })
})

const mebi = 1024 ** 2

test('copies a large version in parts, pinned to its id, and leaves nothing behind when the copy fails', async () => {
  const { store, faults } = await buildStore()
  const bytes = Buffer.alloc(12 * mebi, 'abcdefg')
  const source = {
    ...(await put(store, name(), bytes, 'video/mp4', { rev: '7' })),
    bytes: bytes.length,
    mediaType: 'video/mp4',
  }
  await put(store, source.key, Buffer.from('another'), 'text/plain')
  const copied = await copyByParts(store, source, name(), undefined, 5 * mebi)
  expect(await getBuffer(store, copied.key, copied.versionId)).toEqual(bytes)
  expect(await head(store, copied.key)).toMatchObject({ ContentType: 'video/mp4', Metadata: { rev: '7' } })
  expect(faults.calls.s3?.UploadPartCopy).toBe(3)

  const key = name()
  faults.add([{ target: 's3', operation: 'UploadPartCopy', times: 9, kind: 'status', status: 403 }])
  await expect(copyByParts(store, source, key, undefined, 5 * mebi)).rejects.toThrow()
  for await (const page of listUnfinishedUploads(store, key)) expect(page).toEqual([])
  expect(await head(store, key)).toBeNull()
})

test('replaces the beginning of a version and copies the rest inside S3, and leaves nothing behind when the copy fails', async () => {
  const { store, faults } = await buildStore()
  const bytes = Buffer.alloc(12 * mebi, 'abcdefg')
  const stored = await put(store, name(), bytes, 'text/html', { rev: '7' })
  const source = { ...stored, bytes: bytes.length, mediaType: 'text/html; charset=utf-8' }
  const beginning = Buffer.concat([Buffer.from('<script></script>'), bytes.subarray(0, 5 * mebi)])
  faults.add([{ target: 's3', operation: 'UploadPart', times: 1, kind: 'status', status: 503 }])
  const copied = await copyWithBeginning(store, source, name(), { rev: '8' }, beginning, 5 * mebi)
  const expected = Buffer.concat([Buffer.from('<script></script>'), bytes])
  expect((await getBuffer(store, copied.key, copied.versionId)).equals(expected)).toBe(true)
  const found = await head(store, copied.key)
  expect(found).toMatchObject({ ContentType: 'text/html; charset=utf-8', Metadata: { rev: '8' } })
  expect(found!.ETag!.replaceAll('"', '')).toBe(copied.etag)

  const key = name()
  faults.add([{ target: 's3', operation: 'UploadPartCopy', times: 9, kind: 'status', status: 403 }])
  await expect(copyWithBeginning(store, source, key, {}, beginning, 5 * mebi)).rejects.toThrow()
  for await (const page of listUnfinishedUploads(store, key)) expect(page).toEqual([])
})
