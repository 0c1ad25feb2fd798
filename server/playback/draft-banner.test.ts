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

/** Creates a draft with one file. Returns its package and the root address of its preview. */
async function createDraft(path: string, body: Buffer, mediaType: string) {
  const pkg = await buildPackage(server.database, { title })
  await buildDraft(server.database, { packageId: pkg.id })
  await server.draftFile(pkg.id, path, body, { mediaType })
  const secret = randomBytes(12).toString('hex')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  return { pkg, root: `${server.content}/preview/${secret}/${pkg.slug}/1/` }
}

async function fetchBytes(address: string, headers: Record<string, string> = {}) {
  const response = await fetch(address, { headers: { 'accept-encoding': 'identity', ...headers } })
  return { response, bytes: Buffer.from(await response.arrayBuffer()) }
}

const tag = (root: string) =>
  `<script type="module" src="${root}lectern/banner.js" data-lectern-draft="${escaped}" data-revision="1"></script>`

const toBigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16()

test.each([
  ['in UTF-8', 'text/html; charset=utf-8', (text: string) => Buffer.from(text)],
  ['in windows-1252', 'text/html; charset=windows-1252', (text: string) => Buffer.from(text, 'latin1')],
  ['without a charset', 'text/html', (text: string) => Buffer.from(text, 'latin1')],
  ['in UTF-16', 'text/html; charset=utf-16le', (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')],
  ['in UTF-16, big-endian', 'text/html; charset=utf-16be', (text: string) => toBigEndian(`\ufeff${text}`)],
])('a draft’s page %s is unchanged, and the banner’s tag follows its last byte', async (_name, type, write) => {
  const author = write('<!doctype html><p>Igelgrüße</p></html>\r\n')
  const { root } = await createDraft('page.html', author, type)
  const { response, bytes } = await fetchBytes(`${root}page.html`)
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  expect(bytes.subarray(0, author.length).equals(author)).toBe(true)
  const wide = type.includes('utf-16') ? write(tag(root)).subarray(2) : Buffer.from(tag(root))
  expect(bytes.subarray(author.length).toString('hex')).toBe(wide.toString('hex'))
})

test('a page with a banner has its own ETag, the same headers for HEAD, and no ranges', async () => {
  const { root, pkg } = await createDraft('page.html', Buffer.from(`<p>${'Hello. '.repeat(500)}`), 'text/html')
  const { etag } = await server.database.draftFile.findFirstOrThrow({ where: { packageId: pkg.id } })
  const { response, bytes } = await fetchBytes(`${root}page.html`, { range: 'bytes=0-9' })
  expect([response.status, response.headers.get('accept-ranges')]).toEqual([200, null])
  expect(response.headers.get('etag')).toMatch(new RegExp(`^"${etag}-draft-[0-9a-f]{12}"$`))
  const head = await fetch(`${root}page.html`, { method: 'HEAD', headers: { 'accept-encoding': 'identity' } })
  expect(head.headers.get('content-length')).toBe(String(bytes.length))
  const known = { 'if-none-match': response.headers.get('etag')! }
  expect((await fetchBytes(`${root}page.html`, known)).response.status).toBe(304)
  const compressed = await fetchBytes(`${root}page.html`, { 'accept-encoding': 'br' })
  expect([compressed.response.headers.get('content-encoding'), compressed.bytes.equals(bytes)]).toEqual(['br', true])
})

test('a page that is too large for the cache has a banner', async () => {
  const author = Buffer.alloc(3_000_000, 'a')
  const { root } = await createDraft('page.html', author, 'text/html')
  const { response, bytes } = await fetchBytes(`${root}page.html`)
  expect(response.headers.get('content-length')).toBe(String(bytes.length))
  expect(bytes.equals(Buffer.concat([author, Buffer.from(tag(root))]))).toBe(true)
})

test.each([
  ['XHTML, which allows no content after its end,', 'application/xhtml+xml'],
  ['an image', 'image/svg+xml'],
  ['UTF-16 that ends with half a character', 'text/html; charset=utf-16le'],
])('%s has no banner', async (_name, mediaType) => {
  const author = Buffer.from('<p>odd</p>\n')
  const { root } = await createDraft('page', author, mediaType)
  expect((await fetchBytes(`${root}page`)).bytes.equals(author)).toBe(true)
})

test('a release has no banner', async () => {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, { 'index.html': '<p>Hello</p>' })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const { bytes } = await fetchBytes(`${server.content}/${environment.slug}/${pkg.slug}/1/`)
  expect(bytes.toString()).toBe('<p>Hello</p>')
})

test('the banner’s script comes from the installed player', async () => {
  const { root } = await createDraft('page.html', Buffer.from('<p>'), 'text/html')
  const { response, bytes } = await fetchBytes(`${root}lectern/banner.js`)
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
  expect(bytes.toString()).toContain('Draft of ')
})
