import { randomBytes } from 'node:crypto'
import { Agent, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDeployment, buildPackage } from '../../../domain/test/factories.ts'
import { openCountedStore } from '../../test/counted-store.ts'
import { openTestServer, type TestServer } from '../../test/server.ts'

let store: Awaited<ReturnType<typeof openCountedStore>>
let server: TestServer
beforeAll(async () => {
  store = await openCountedStore()
  server = await openTestServer({ S3_ENDPOINT: store.endpoint })
})
afterAll(async () => {
  await server.close()
  await store.close()
})

const agent = new Agent({ maxSockets: 200 })

/** Sends a request without decompressing the response. */
function send(path: string, headers: Record<string, string> = {}, method = 'GET'): Promise<IncomingMessage> {
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
  request(server.content + path, { agent, method, headers })
    .on('response', resolve)
    .on('error', reject)
    .end()
  return promise
}

async function fetchRaw(path: string, headers: Record<string, string> = {}, method = 'GET') {
  const response = await send(path, headers, method)
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) }
}

/** Deploys a release with these files and returns its path. */
async function deploy(files: Record<string, string | Buffer>, mediaType?: string): Promise<string> {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, files)
  if (mediaType) await server.database.releaseFile.updateMany({ where: { packageId: pkg.id }, data: { mediaType } })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  return `/${environment.slug}/${pkg.slug}/1/`
}

const text = 'A hedgehog sleeps through the winter. '.repeat(500)
const withoutDate = ({ date: _, 'x-request-id': _id, ...headers }: IncomingHttpHeaders) => headers

describe('a small file', () => {
  test('is read from S3 once, even for concurrent requests', async () => {
    const name = `${randomBytes(8).toString('hex')}.bin`
    const body = randomBytes(300_000)
    const root = await deploy({ [name]: body })
    const all = await Promise.all(Array.from({ length: 40 }, () => fetchRaw(root + name)))
    expect(all.every(one => one.body.equals(body))).toBe(true)
    expect((await fetchRaw(root + name, { range: 'bytes=-5' })).body.equals(body.subarray(-5))).toBe(true)
    expect(store.requestsFor(name).filter(line => line.startsWith('GET'))).toHaveLength(1)
  })

  test.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ] as const)('that is text is sent as %s with its own ETag', async (coding, decompress) => {
    const root = await deploy({ 'index.html': text })
    const plain = await fetchRaw(root)
    const compressed = await fetchRaw(root, { 'accept-encoding': coding })
    expect(decompress(compressed.body).toString()).toBe(text)
    const etag = `${plain.headers.etag!.slice(0, -1)}-${coding}"`
    expect(compressed.headers).toMatchObject({ 'content-encoding': coding, vary: 'accept-encoding', etag })
    expect(plain.headers.vary).toBe('accept-encoding')
    expect(plain.headers['content-encoding']).toBeUndefined()
    const again = await fetchRaw(root, { 'accept-encoding': coding, 'if-none-match': etag })
    expect([again.status, again.headers.etag, again.headers.vary]).toEqual([304, etag, 'accept-encoding'])
    const other = await fetchRaw(root, { 'if-none-match': etag })
    expect([other.status, other.body.toString()]).toEqual([200, text])
    const known = await fetchRaw(root, { 'accept-encoding': coding, 'if-none-match': plain.headers.etag! })
    expect([known.status, known.headers.etag]).toEqual([304, plain.headers.etag])
  })

  test('has the same headers for HEAD with any Accept-Encoding', async () => {
    const root = await deploy({ 'index.html': text })
    for (const accepted of ['', 'gzip, deflate, br', 'gzip', 'identity']) {
      const headers = { 'accept-encoding': accepted }
      const head = await fetchRaw(root, headers, 'HEAD')
      expect(head.body).toHaveLength(0)
      expect(withoutDate(head.headers)).toEqual(withoutDate((await fetchRaw(root, headers)).headers))
    }
  })

  test.each([
    ['gzip, br', 'br'],
    ['gzip;q=1.0, br;q=0', 'gzip'],
    ['br;q=0, gzip; q=0.0', undefined],
    ['brotli', undefined],
    ['BR', 'br'],
  ])('for a client that accepts "%s" is compressed as %s', async (accepted, coding) => {
    const root = await deploy({ 'index.html': text })
    expect((await fetchRaw(root, { 'accept-encoding': accepted })).headers['content-encoding']).toBe(coding)
  })

  test('is not compressed if it is already compressed or very short', async () => {
    const accepted = { 'accept-encoding': 'br' }
    const picture = await fetchRaw(`${await deploy({ a: text }, 'image/png')}a`, accepted)
    expect([picture.headers['content-encoding'], picture.headers.vary]).toEqual([undefined, undefined])
    const short = await fetchRaw(await deploy({ 'index.html': 'short' }), accepted)
    expect([short.headers['content-encoding'], short.body.toString()]).toEqual([undefined, 'short'])
    const noise = await fetchRaw(`${await deploy({ a: randomBytes(5_000) }, 'text/plain')}a`, accepted)
    expect([noise.headers['content-encoding'], noise.body.length]).toEqual([undefined, 5_000])
  })

  test('is sent uncompressed in a range, and whole for several ranges', async () => {
    const root = await deploy({ 'index.html': text })
    const both = { 'accept-encoding': 'br', range: 'bytes=2-9' }
    const part = await fetchRaw(root, both)
    expect([part.status, part.headers['content-range'], part.body.toString()]).toEqual([
      206,
      `bytes 2-9/${text.length}`,
      text.slice(2, 10),
    ])
    const compressedWhole = await fetchRaw(root, { ...both, 'if-range': `${part.headers.etag!.slice(0, -1)}-br"` })
    expect([compressedWhole.status, brotliDecompressSync(compressedWhole.body).toString()]).toEqual([200, text])
    expect((await fetchRaw(root, { range: 'bytes=0-1,4-5' })).body.toString()).toBe(text)
    const beyond = await fetchRaw(root, { range: `bytes=${text.length}-` })
    expect([beyond.status, beyond.headers['content-range']]).toEqual([416, `bytes */${text.length}`])
  })

  test('of more than 512 KiB is cached compressed', async () => {
    const name = `${randomBytes(8).toString('hex')}.css`
    const root = await deploy({ [name]: text.repeat(60) }, 'text/css')
    for (let time = 0; time < 3; time++)
      expect(brotliDecompressSync((await fetchRaw(root + name, { 'accept-encoding': 'br' })).body)).toHaveLength(
        1_140_000,
      )
    expect(store.requestsFor(name).filter(line => line.startsWith('GET'))).toHaveLength(1)
    expect((await fetchRaw(root + name)).body).toHaveLength(1_140_000)
  })
})

describe('a large file', () => {
  const body = randomBytes(30_000_000)
  let root: string
  beforeAll(async () => {
    root = await deploy({ 'a.bin': body })
  })

  /** Opens a client that reads only the first bytes. */
  async function openStalledClient(path = `${root}a.bin`) {
    const { hostname, port } = new URL(server.content)
    const socket = connect({ port: Number(port), host: hostname })
    socket.on('error', () => {})
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`)
    const first = await new Promise<Buffer>(resolve => socket.once('data', resolve))
    socket.pause()
    return { socket, first }
  }

  test('is sent whole and in ranges', async () => {
    expect((await fetchRaw(`${root}a.bin`)).body.equals(body)).toBe(true)
    const [part, tail, rest] = [
      await fetchRaw(`${root}a.bin`, { range: 'bytes=1000000-20999999' }),
      await fetchRaw(`${root}a.bin`, { range: 'bytes=-2000000' }),
      await fetchRaw(`${root}a.bin`, { range: 'bytes=29000000-' }),
    ]
    expect(part.body.equals(body.subarray(1_000_000, 21_000_000))).toBe(true)
    expect(tail.body.equals(body.subarray(-2_000_000))).toBe(true)
    expect(rest.body.equals(body.subarray(29_000_000))).toBe(true)
  })

  test('is no longer read from S3 after its client disconnects', async () => {
    const { socket } = await openStalledClient()
    socket.destroy()
    await expect.poll(() => store.seen.open).toBe(0)
  })

  test('uses no S3 connection while its client is stalled, and continues at the same byte', async () => {
    const { socket, first } = await openStalledClient()
    await expect.poll(() => store.seen.open, { timeout: 30_000 }).toBe(0)
    const chunks = [first]
    let length = first.length
    const head = () => Buffer.concat(chunks.slice(0, 1)).indexOf('\r\n\r\n') + 4
    const { promise, resolve } = Promise.withResolvers<void>()
    socket.on('data', chunk => {
      chunks.push(chunk)
      length += chunk.length
      if (length >= head() + body.length) resolve()
    })
    socket.resume()
    await promise
    socket.destroy()
    expect(Buffer.concat(chunks).subarray(head()).equals(body)).toBe(true)
  })

  test('reaches other clients while more clients are stalled than there are S3 connections', async () => {
    const readers = await Promise.all(Array.from({ length: 72 }, () => openStalledClient()))
    expect((await fetchRaw(`${root}a.bin`, { range: 'bytes=5000000-9999999' })).body).toHaveLength(5_000_000)
    for (const { socket } of readers) socket.destroy()
    await expect.poll(() => store.seen.open, { timeout: 30_000 }).toBe(0)
  })

  test('is sent whole even if S3 breaks off', async () => {
    store.seen.breakAfterBytes = 7_000_000
    try {
      expect((await fetchRaw(`${root}a.bin`)).body.equals(body)).toBe(true)
    } finally {
      store.seen.breakAfterBytes = Number.POSITIVE_INFINITY
    }
  })
})
