import { expect, test } from 'vitest'
import { removePlayerTag } from '../files/player-tag.ts'
import { analysisVersion } from '../files/text-kind.ts'
import { draftKey, originalKey } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { put } from '../storage/s3-put.ts'
import { buildBackEnd } from '../test/back-end.ts'

type BackEnd = Awaited<ReturnType<typeof buildBackEnd>>

const mebi = 1024 ** 2
const document = '<!doctype html><html><head><base href="x/"><title>\u00fc</title></head><body>'
const fragment = '<p>part</p><video src="a.mp4"></video>'
/** A page of two parts. */
const large = (beginning: string) => Buffer.concat([Buffer.from(beginning), Buffer.alloc(8 * mebi, 'x')])
const tag = '<script async src="../lectern/player.js" data-lectern="2"></script>'
const oldTag = '<script type="module" src="../lectern/player.js" data-lectern="1"></script>'

const rowOf = ({ database, pkg }: BackEnd, path: string) =>
  database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id, path, untilRevision: null } })

const bytesOf = async (backEnd: BackEnd, path: string) => {
  const { key, versionId } = await rowOf(backEnd, path)
  return getBuffer(backEnd.store, key, versionId)
}

const downloads = ({ faults }: BackEnd) => faults.calls.dropbox?.['files/download'] ?? 0
const calls = ({ faults }: BackEnd, operation: string) => faults.calls.s3?.[operation] ?? 0

/** Checks that a page has the tag right behind its `<head>`, and that it is the author's page without it. */
async function expectTagged(backEnd: BackEnd, path: string): Promise<void> {
  const [stored, source, row] = [
    await bytesOf(backEnd, path),
    await backEnd.readSource(path),
    await rowOf(backEnd, path),
  ]
  const at = source.indexOf('<head>') + '<head>'.length
  expect(stored.subarray(at, at + tag.length).toString()).toBe(tag)
  expect(Buffer.concat([stored.subarray(0, at), stored.subarray(at + tag.length)]).equals(source)).toBe(true)
  expect(row).toMatchObject({ tagVersion: 2, mediaType: 'text/html; charset=utf-8' })
  expect([Number(row.bytes), Number(row.storedBytes)]).toEqual([source.length, stored.length])
  const original = await getBuffer(backEnd.store, originalKey(backEnd.pkg.dropboxPath, path))
  expect(original.equals(source)).toBe(true)
}

/** Gives a page of the draft the bytes that an earlier version of Lectern stored. */
async function storeAsBefore(backEnd: BackEnd, path: string, content: Buffer, tagVersion: number | null) {
  const { contentHash } = await rowOf(backEnd, path)
  const key = draftKey(backEnd.pkg.dropboxPath, path)
  const { versionId, etag } = await put(backEnd.store, key, content, 'text/html', { 'content-hash': contentHash })
  const data = { versionId, etag, storedBytes: content.length, tagVersion }
  await backEnd.database.draftFile.updateMany({ where: { path, packageId: backEnd.pkg.id }, data })
  await backEnd.database.textAnalysis.updateMany({ where: { contentHash }, data: { version: 2 } })
}

test('replaces an older tag, and tags documents that had none, without a download', async () => {
  const backEnd = await buildBackEnd({
    'index.html': document,
    'a/tagged.html': document.replace('<body>', '<body class="a">'),
    'a/untagged.html': `${document}without video`,
    'a/part.html': fragment,
    'a/large.html': large(document),
    'a/large-untagged.html': large(`${document}untagged`),
    'picture.png': 'a picture',
  })
  await backEnd.synchronize()
  const large1 = await backEnd.readSource('a/large.html')
  const withOldTag = (page: Buffer) => Buffer.from(page.toString('latin1').replace('<base', `${oldTag}<base`), 'latin1')
  await storeAsBefore(backEnd, 'a/tagged.html', withOldTag(await backEnd.readSource('a/tagged.html')), 1)
  await storeAsBefore(backEnd, 'a/large.html', withOldTag(large1), 1)
  for (const path of ['a/untagged.html', 'a/large-untagged.html', 'a/part.html'])
    await storeAsBefore(backEnd, path, await backEnd.readSource(path), null)
  const [before, revision] = [downloads(backEnd), (await rowOf(backEnd, 'index.html')).fromRevision]

  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesTotal: 5 })
  expect(downloads(backEnd)).toBe(before)
  for (const path of ['tagged', 'untagged', 'large', 'large-untagged']) await expectTagged(backEnd, `a/${path}.html`)
  expect((await bytesOf(backEnd, 'a/part.html')).toString()).toBe(fragment)
  expect((await rowOf(backEnd, 'a/part.html')).tagVersion).toBeNull()
  expect((await rowOf(backEnd, 'index.html')).fromRevision).toBe(revision)
  // Readers of the previous revision still get its bytes.
  const old = await backEnd.database.draftFile.findFirstOrThrow({ where: { path: 'a/tagged.html', tagVersion: 1 } })
  expect((await getBuffer(backEnd.store, old.key, old.versionId)).toString()).toContain(oldTag)
  expect(await backEnd.synchronize()).toMatchObject({ filesTotal: 0 })
})

test('tags a document without a tag that another package has already analyzed', async () => {
  const backEnd = await buildBackEnd({
    'index.html': document,
    'a/page.html': `${document}two`,
    'a/part.html': fragment,
  })
  await backEnd.synchronize()
  await storeAsBefore(backEnd, 'a/page.html', await backEnd.readSource('a/page.html'), null)
  await backEnd.database.textAnalysis.updateMany({ data: { version: analysisVersion } })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED', filesTotal: 1 })
  await expectTagged(backEnd, 'a/page.html')
})

test('tags a page of several parts and copies the rest inside S3', async () => {
  const backEnd = await buildBackEnd({
    'index.html': document,
    'a/large.html': large(document),
    'a/part.html': large(fragment),
  })
  const run = await backEnd.synchronize()
  expect(run).toMatchObject({ status: 'SUCCEEDED', filesDone: 3 })
  expect(run.bytesDone).toBe(run.bytesTotal)
  await expectTagged(backEnd, 'a/large.html')
  expect(calls(backEnd, 'UploadPartCopy')).toBe(1)
  expect(await backEnd.database.upload.count()).toBe(0)
  expect((await bytesOf(backEnd, 'a/part.html')).equals(await backEnd.readSource('a/part.html'))).toBe(true)
  // The original of a fragment is the draft's page.
  expect(await head(backEnd.store, originalKey('/Lesson', 'a/part.html'))).toBeNull()
  const findings = await backEnd.database.finding.findMany({
    where: { packageId: backEnd.pkg.id, code: 'PLAYER_NOT_INSERTED' },
  })
  expect(findings).toEqual([])
})

test('downloads nothing twice when a step after the last part of a large page fails', async () => {
  const backEnd = await buildBackEnd({ 'index.html': document, 'a/large.html': large(document) })
  backEnd.faults.add([
    { target: 's3', operation: 'CompleteMultipartUpload', times: 1, kind: 'late-status', status: 500 },
    { target: 's3', operation: 'UploadPartCopy', times: 1, kind: 'status', status: 400 },
  ])
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  await expectTagged(backEnd, 'a/large.html')
  expect(downloads(backEnd)).toBe(3)
})

test('copies a large page that moved from its original', async () => {
  const backEnd = await buildBackEnd({ 'index.html': document, 'a/large.html': large(document) })
  await backEnd.synchronize()
  const before = downloads(backEnd)
  await backEnd.move('a/large.html', 'b/moved.html')
  await backEnd.synchronize()
  await expectTagged(backEnd, 'b/moved.html')
  await backEnd.move('b/moved.html', 'b/moved.txt')
  await backEnd.synchronize()
  expect((await bytesOf(backEnd, 'b/moved.txt')).equals(await backEnd.readSource('b/moved.txt'))).toBe(true)
  expect(downloads(backEnd)).toBe(before)
})

test('keeps the bytes of pages that it cannot read', async () => {
  const pages = {
    'a/zeros.html': Buffer.alloc(5_000),
    'a/broken.xhtml': Buffer.from('<!DOCTYPE html><html><'),
    'a/deep.html': Buffer.from(`<html><head>${'<div>'.repeat(300_000)}`),
    'a/attributes.html': Buffer.from(`<p ${'a='.repeat(100_000)}>`),
  }
  const backEnd = await buildBackEnd({ 'index.html': document, ...pages })
  expect(await backEnd.synchronize()).toMatchObject({ status: 'SUCCEEDED' })
  for (const [path, bytes] of Object.entries(pages))
    expect(removePlayerTag(await bytesOf(backEnd, path)).equals(bytes)).toBe(true)
  expect((await rowOf(backEnd, 'a/deep.html')).tagVersion).toBe(2)
})
