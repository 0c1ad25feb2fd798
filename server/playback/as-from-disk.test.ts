import { randomBytes } from 'node:crypto'
import { brotliCompressSync, gzipSync } from 'node:zlib'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDeployment, buildDraft, buildPackage, buildPreviewLink } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

type File = { body: string | Buffer; mediaType?: string; contentEncoding?: string }

/** Deploys a release of these files. Returns its address. */
async function deploy(files: Record<string, File>): Promise<string> {
  const { id: packageId, slug } = await buildPackage(server.database)
  const environment = await server.environment()
  const bodies = Object.entries(files).map(([path, { body }]) => [path, body])
  const { id: releaseId, number } = await server.release(packageId, Object.fromEntries(bodies))
  for (const [path, { body: _, ...data }] of Object.entries(files))
    await server.database.releaseFile.updateMany({ where: { packageId, number, path }, data })
  await buildDeployment(server.database, { releaseId, environmentId: environment.id })
  return `${server.content}/${environment.slug}/${slug}/1/`
}

/** Sends a request as it is written. `fetch` keeps doubled slashes and a `%`. */
const get = (address: string, headers: Record<string, string> = {}) => fetch(address, { redirect: 'manual', headers })

test('doubled slashes count once, and a % that begins no code is a character', async () => {
  const root = await deploy({
    'index.html': { body: 'start' },
    'a/b.txt': { body: 'b' },
    '100%.txt': { body: 'all' },
    '50%25.txt': { body: 'literal' },
    'c/index.html': { body: 'folder' },
  })
  const textOf = async (path: string) => {
    const response = await get(root + path)
    return response.status === 200 ? response.text() : response.status
  }
  expect(await textOf('a//b.txt')).toBe('b')
  expect(await textOf('//a///b.txt')).toBe('b')
  expect(await textOf('/')).toBe('start')
  expect(await textOf('c//')).toBe('folder')
  expect(await textOf('100%.txt')).toBe('all')
  expect(await textOf('100%25.txt')).toBe('all')
  expect(await textOf('50%2525.txt')).toBe('literal')
  expect(await textOf('a/%2Fb.txt')).toBe(404)
})

test('types that say little may be guessed, and all others must not', async () => {
  const root = await deploy({
    'a.txt': { body: 'a', mediaType: 'text/plain; charset=utf-8' },
    'a.inc': { body: 'a', mediaType: 'application/octet-stream' },
    'a.js': { body: 'a', mediaType: 'text/javascript' },
    'a.html': { body: 'a', mediaType: 'text/html' },
  })
  const noSniffOf = async (path: string) => (await get(root + path)).headers.get('x-content-type-options')
  expect([await noSniffOf('a.txt'), await noSniffOf('a.inc')]).toEqual([null, null])
  expect([await noSniffOf('a.js'), await noSniffOf('a.html')]).toEqual(['nosniff', 'nosniff'])
})

test('a service worker cannot be installed, in a release or a preview', async () => {
  const root = await deploy({ 'sw.js': { body: 'x', mediaType: 'text/javascript' } })
  const pkg = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: pkg.id })
  await server.draftFile(pkg.id, 'sw.js', 'x')
  const secret = randomBytes(24).toString('base64url')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  for (const address of [`${root}sw.js`, `${server.content}/preview/${secret}/${pkg.slug}/1/sw.js`]) {
    expect((await get(address, { 'service-worker': 'script' })).status).toBe(403)
    expect((await get(address)).status).toBe(200)
  }
})

test('a file that its author compressed is sent with its coding, and is not compressed again', async () => {
  const svg = '<svg xmlns="http://www.w3.org/2000/svg">'.padEnd(4000, ' ')
  const packed = gzipSync(svg)
  const root = await deploy({
    'a.svgz': { body: packed, mediaType: 'image/svg+xml', contentEncoding: 'gzip' },
    'Build/a.wasm.br': { body: brotliCompressSync(svg), mediaType: 'application/wasm', contentEncoding: 'br' },
    'Build/big.data.gz': { body: gzipSync(randomBytes(700_000)), contentEncoding: 'gzip' },
  })
  // `fetch` unpacks what has a coding.
  const image = await get(`${root}a.svgz`, { 'accept-encoding': 'br, gzip' })
  expect(image.headers.get('content-type')).toBe('image/svg+xml')
  expect(image.headers.get('content-encoding')).toBe('gzip')
  expect(image.headers.get('content-length')).toBe(String(packed.length))
  expect(await image.text()).toBe(svg)
  const program = await get(`${root}Build/a.wasm.br`)
  expect([program.headers.get('content-type'), await program.text()]).toEqual(['application/wasm', svg])
  expect((await (await get(`${root}Build/big.data.gz`)).arrayBuffer()).byteLength).toBe(700_000)
  const head = await fetch(`${root}a.svgz`, { method: 'HEAD' })
  expect(head.headers.get('content-encoding')).toBe('gzip')
  const known = await get(`${root}a.svgz`, { 'if-none-match': image.headers.get('etag')! })
  expect(known.status).toBe(304)
})
