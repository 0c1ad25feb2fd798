import { randomBytes } from 'node:crypto'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDeployment, buildDraft, buildPackage, buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const title = 'Größe & <Maß> "eins" 鹿'
const escaped = 'Gr&#246;&#223;e &#38; &#60;Ma&#223;&#62; &#34;eins&#34; &#40575;'

/** A draft with one file; returns its package, and the address below which it is shown. */
async function draft(path: string, body: Buffer, mediaType: string) {
  const pkg = await buildPackage(server.database, { title })
  await buildDraft(server.database, { packageId: pkg.id })
  await server.draftFile(pkg.id, path, body, { mediaType })
  const secret = randomBytes(12).toString('hex')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  return { pkg, root: `${server.content}/preview/${secret}/${pkg.slug}/1/` }
}

async function bytesOf(address: string, headers: Record<string, string> = {}) {
  const answer = await fetch(address, { headers: { 'accept-encoding': 'identity', ...headers } })
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) }
}

const tag = (root: string) =>
  `<script type="module" src="${root}lectern/banner.js" data-lectern-draft="${escaped}" data-revision="1"></script>`

const swapped = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each([
  ['in UTF-8', 'text/html; charset=utf-8', (text: string) => Buffer.from(text)],
  ['in windows-1252', 'text/html; charset=windows-1252', (text: string) => Buffer.from(text, 'latin1')],
  ['of which nothing tells the charset', 'text/html', (text: string) => Buffer.from(text, 'latin1')],
  ['in UTF-16', 'text/html; charset=utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['in UTF-16, big-endian', 'text/html; charset=utf-16be', (text: string) => swapped(`\ufeff${text}`)],
])('a draft’s page %s stays as it is, and the banner’s tag comes after its last byte', async (_what, type, write) => {
  const author = write('<!doctype html><p>Igelgrüße</p></html>\r\n')
  const { root } = await draft('page.html', author, type)
  const { answer, bytes } = await bytesOf(`${root}page.html`)
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  expect(bytes.subarray(0, author.length).equals(author)).toBe(true)
  const wide = type.includes('utf-16') ? write(tag(root)).subarray(2) : Buffer.from(tag(root))
  expect(bytes.subarray(author.length).toString('hex')).toBe(wide.toString('hex'))
})

test('a page with its banner has an ETag of its own, the same headers for HEAD, and no ranges', async () => {
  const { root, pkg } = await draft('page.html', Buffer.from(`<p>${'Hello. '.repeat(500)}`), 'text/html')
  const { etag } = await server.database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id } })
  const { answer, bytes } = await bytesOf(`${root}page.html`, { range: 'bytes=0-9' })
  expect([answer.status, answer.headers.get('accept-ranges')]).toEqual([200, null])
  expect(answer.headers.get('etag')).toMatch(new RegExp(`^"${etag}-draft-[0-9a-f]{12}"$`))
  const head = await fetch(`${root}page.html`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
  expect(head.headers.get('content-length')).toBe(String(bytes.length))
  const known = { 'if-none-match': answer.headers.get('etag')! }
  expect((await bytesOf(`${root}page.html`, known)).answer.status).toBe(304)
  const packed = await bytesOf(`${root}page.html`, { 'accept-encoding': 'br' })
  expect([packed.answer.headers.get('content-encoding'), packed.bytes.equals(bytes)]).toEqual(['br', true])
})

test('a page that is too long to be kept has its banner too', async () => {
  const author = Buffer.alloc(3_000_000, 'a')
  const { root } = await draft('page.html', author, 'text/html')
  const { answer, bytes } = await bytesOf(`${root}page.html`)
  expect(answer.headers.get('content-length')).toBe(String(bytes.length))
  expect(bytes.equals(Buffer.concat([author, Buffer.from(tag(root))]))).toBe(true)
})

test.each([
  ['XHTML, which may not go on after its end', 'application/xhtml+xml'],
  ['a picture', 'image/svg+xml'],
  ['UTF-16 that ends with half a letter', 'text/html; charset=utf-16le'],
])('%s has no banner', async (_what, mediaType) => {
  const author = Buffer.from('<p>odd</p>\n')
  const { root } = await draft('page', author, mediaType)
  expect((await bytesOf(`${root}page`)).bytes.equals(author)).toBe(true)
})

test('a release has no banner', async () => {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, { 'index.html': '<p>Hello</p>' })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const { bytes } = await bytesOf(`${server.content}/${environment.slug}/${pkg.slug}/1/`)
  expect(bytes.toString()).toBe('<p>Hello</p>')
})

test('the banner’s script is answered from the installed player', async () => {
  const { root } = await draft('page.html', Buffer.from('<p>'), 'text/html')
  const { answer, bytes } = await bytesOf(`${root}lectern/banner.js`)
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
  expect(bytes.toString()).toContain('Draft of ')
})
