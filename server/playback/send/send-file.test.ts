import { randomBytes } from 'node:crypto'
import { type IncomingHttpHeaders, request } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildDeployment, buildPackage } from '../../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../../test/server.ts'

const text = 'A hedgehog sleeps through the winter. '.repeat(500)
const picture = randomBytes(5_000)

let server: TestServer
let root: string
beforeAll(async () => {
  server = await openTestServer()
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, {
    ...{ 'a.html': text, 'short.html': 'short', 'a.png': picture },
    'large.bin': randomBytes(2 * 1024 ** 2 + 1),
  })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  root = `${server.content}/${environment.slug}/${pkg.slug}/1/`
})
afterAll(() => server.close())

type Response = { status: number; headers: IncomingHttpHeaders; body: Buffer }

/** Sends a request without changing its headers or the response, as `fetch` would. `path` replaces the URL's. */
function send(url: string, headers: Record<string, string> = {}, method = 'GET', path?: string): Promise<Response> {
  const { promise, resolve, reject } = Promise.withResolvers<Response>()
  request(url, { method, headers, agent: false, ...(path !== undefined && { path }) })
    .on('response', async response => {
      resolve({ status: response.statusCode!, headers: response.headers, body: await buffer(response) })
    })
    .on('error', reject)
    .end()
  return promise
}

const statusOf = async (...args: Parameters<typeof send>) => (await send(...args)).status

test('HEAD ignores a range, whether it can be satisfied or not', async () => {
  for (const file of ['a.html', 'a.png'])
    for (const range of ['bytes=0-9', 'bytes=-5', 'bytes=9999999-']) {
      const { status, headers } = await send(root + file, { range }, 'HEAD')
      const whole = await send(root + file)
      expect([status, headers['content-range'], headers['content-length']]).toEqual([
        ...[200, undefined],
        String(whole.body.length),
      ])
      expect(headers.etag).toBe(whole.headers.etag)
    }
})

test('If-Match is answered with 412 unless it names the version, before anything else', async () => {
  const { etag = '' } = (await send(`${root}a.html`)).headers
  const other = '"other"'
  const conditions: [Record<string, string>, number][] = [
    [{ 'if-match': other }, 412],
    [{ 'if-match': `W/${etag}` }, 412],
    [{ 'if-match': `${other}, ${etag}` }, 200],
    [{ 'if-match': '*' }, 200],
    [{ 'if-match': etag, 'if-none-match': etag }, 304],
    [{ 'if-match': other, 'if-none-match': etag }, 412],
    [{ 'if-match': etag, range: 'bytes=0-9' }, 206],
    [{ 'if-match': other, range: 'bytes=0-9' }, 412],
    [{ 'if-match': other, range: 'bytes=9999999-' }, 412],
    // No file has a date of its last change.
    [{ 'if-unmodified-since': 'Mon, 01 Jan 1990 00:00:00 GMT' }, 200],
    [{ 'if-modified-since': 'Fri, 01 Jan 2100 00:00:00 GMT' }, 200],
  ]
  for (const [headers, status] of conditions)
    for (const method of ['GET', 'HEAD'])
      expect([headers, await statusOf(`${root}a.html`, headers, method)]).toEqual([
        headers,
        method === 'HEAD' && status === 206 ? 200 : status,
      ])
  const gzipped = await send(`${root}a.html`, { 'accept-encoding': 'gzip' })
  const resumed = { 'if-match': gzipped.headers.etag!, 'accept-encoding': 'gzip' }
  expect(await statusOf(`${root}a.html`, resumed)).toBe(200)
  // Ranges are of the uncompressed file.
  expect(await statusOf(`${root}a.html`, { ...resumed, range: 'bytes=0-9' })).toBe(412)
  expect(await statusOf(`${root}gone.html`, { 'if-match': other })).toBe(404)
})

test('If-Match also applies to files of Lectern and to responses of the API', async () => {
  const query = '{ playlists(package: "none", environment: "production") { path } }'
  const addresses = [
    `${root}lectern/player.js`,
    `${server.admin}/`,
    `${server.content}/graphql?query=${encodeURI(query)}`,
  ]
  for (const address of addresses) {
    const { status, headers } = await send(address)
    expect(status).toBe(200)
    expect(await statusOf(address, { 'if-match': '"other"' })).toBe(412)
    expect(await statusOf(address, { 'if-match': headers.etag! })).toBe(200)
    expect(await statusOf(address, { 'if-none-match': headers.etag! })).toBe(304)
  }
})

test('an address in absolute form is served as its path', async () => {
  const { pathname, host } = new URL(root)
  const absolute = await send(root, {}, 'GET', `http://${host}${pathname}a.html`)
  expect([absolute.status, absolute.body.toString()]).toEqual([200, text])
  const redirect = await send(root, {}, 'GET', `http://${host}${pathname.replace(/1\/$/, '')}?x=1`)
  expect([redirect.status, redirect.headers.location]).toEqual([302, `${pathname}a.html?x=1`])
  expect(await statusOf(server.admin, {}, 'GET', `${server.admin}/health`)).toBe(200)
})

test.each([
  ['gzip;q=0.2, br;q=0.8', 200, 'br'],
  ['br;q=0.2, gzip', 200, 'gzip'],
  ['gzip;q=0, br;q=0', 200, undefined],
  ['gzip;q=0.5, identity', 200, undefined],
  ['identity;q=1, *;q=0', 200, undefined],
  ['identity;q=0, gzip', 200, 'gzip'],
  ['*', 200, 'br'],
  ['*;q=0', 406, undefined],
  ['identity;q=0', 406, undefined],
])('a text for a client that accepts "%s" is answered with %d, in %s', async (accepted, status, coding) => {
  const response = await send(`${root}a.html`, { 'accept-encoding': accepted })
  expect([response.status, response.headers['content-encoding']]).toEqual([status, coding])
  expect(response.headers.vary).toBe('accept-encoding')
  const player = await send(`${root}lectern/player.js`, { 'accept-encoding': accepted })
  const playerCoding = accepted.includes('gzip;q=0,') || coding === undefined ? undefined : 'gzip'
  expect([player.status, player.headers['content-encoding']]).toEqual([status, playerCoding])
})

test('a client that refuses uncompressed files gets compressed ones, whatever they are, up to 2 MiB', async () => {
  const refusing = { 'accept-encoding': 'identity;q=0, gzip' }
  for (const [file, body] of Object.entries({ 'a.html': text, 'short.html': 'short', 'a.png': picture })) {
    const whole = await send(root + file, { ...refusing, range: 'bytes=0-2' })
    expect([whole.status, whole.headers['content-encoding']]).toEqual([200, 'gzip'])
    // Another client must not get this from a cache.
    expect(whole.headers.vary === 'accept-encoding' || whole.headers['cache-control'] === 'no-store').toBe(true)
    expect(gunzipSync(whole.body).equals(Buffer.from(body))).toBe(true)
  }
  expect(await statusOf(`${root}large.bin`, refusing)).toBe(406)
  expect(await statusOf(`${root}large.bin`, { 'accept-encoding': '*;q=0, identity' })).toBe(200)
})
