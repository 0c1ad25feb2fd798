import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { DeleteObjectCommand } from '@aws-sdk/client-s3'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { put } from '@lectern/workflows/storage/s3-put'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDeployment,
  buildDraft,
  buildEncoding,
  buildPackage,
  buildPreviewLink,
  buildRelease,
  buildVideo,
} from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

const get = (path: string, init: RequestInit = {}) => fetch(server.content + path, { redirect: 'manual', ...init })

/** Creates a package with one release, deployed to a new environment. */
async function publish(files: Record<string, string | Buffer> = { 'index.html': '<p>Hello</p>' }) {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, files)
  const deployment = await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const root = `/${environment.slug}/${pkg.slug}/`
  return { pkg, environment, release, deployment, root }
}

/** Sends a path unchanged, which `fetch` does not, and returns the raw response. */
function requestRaw(path: string): Promise<string> {
  const { hostname, port } = new URL(server.content)
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  let text = ''
  const socket = connect(Number(port), hostname, () =>
    socket.write(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`),
  )
  socket
    .on('data', data => (text += data))
    .on('end', () => resolve(text))
    .on('error', reject)
  return promise
}

describe('a package in an environment', () => {
  test('redirects to the number of the current release, which is never cached', async () => {
    const { root } = await publish()
    const response = await get(root)
    expect([response.status, response.headers.get('location')]).toEqual([302, `${root}1/index.html`])
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect((await get(root.slice(0, -1))).headers.get('location')).toBe(root)
    expect((await get(`${root}1`)).headers.get('location')).toBe(`${root}1/`)
  })

  test('starts with the page that its release fixed, also without an index page at the top', async () => {
    const { root, pkg } = await publish({ 'Größe #1.html': 'one', 'z.html': 'two', 'a/index.html': 'no' })
    const address = `${root}1/Gr%C3%B6%C3%9Fe%20%231.html`
    expect((await get(root)).headers.get('location')).toBe(address)
    expect((await get(`${root}1/?a=b`)).headers.get('location')).toBe(`${address}?a=b`)
    await server.database.package.update({ where: { id: pkg.id }, data: { rootPage: 'z.html' } })
    expect((await get(`${root}?x`)).headers.get('location')).toBe(`${address}?x`)
  })

  test('opens at the address of a release too: with its index page in any letter case, or a redirect into a folder', async () => {
    const capitals = await publish({ 'INDEX.HTM': '<p>capitals</p>', 'Two.HTM': 'two' })
    expect((await get(capitals.root)).headers.get('location')).toBe(`${capitals.root}1/INDEX.HTM`)
    const page = await get(`${capitals.root}1/`)
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      ...[200, 'text/html; charset=utf-8'],
      '<p>capitals</p>',
    ])
    expect((await get(`${capitals.root}two.htm?a`)).headers.get('location')).toBe(`${capitals.root}1/two.htm?a`)
    expect(await (await get(`${capitals.root}1/two.htm`)).text()).toBe('two')

    const folder = await publish({ 'lesson/Index.html': 'in it', 'lesson/chapters/1.html': 'one' })
    const address = `${folder.root}1/lesson/Index.html`
    expect((await get(folder.root)).headers.get('location')).toBe(address)
    expect((await get(`${folder.root}1/?a=b%20c`)).headers.get('location')).toBe(`${address}?a=b%20c`)
    expect(await (await get(address)).text()).toBe('in it')
    expect((await get(`${folder.root}lesson/chapters/1.html?a=b`)).headers.get('location')).toBe(
      `${folder.root}1/lesson/chapters/1.html?a=b`,
    )
    expect((await get(`${folder.root}chapters/1.html`)).status).toBe(404)
  })

  test('redirects a path without a number to the current release, if it has that file', async () => {
    const { root } = await publish({ 'index.html': 'x', 'chapters/1.html': 'one', 'chapters/two/index.htm': 'two' })
    const locationOf = async (path: string) => {
      const response = await get(root + path)
      return response.status === 302 ? response.headers.get('location') : response.status
    }
    expect(await locationOf('chapters/1.html?a=b%20c')).toBe(`${root}1/chapters/1.html?a=b%20c`)
    expect(await locationOf('chapters/two')).toBe(`${root}1/chapters/two`)
    expect(await locationOf('chapters/two/')).toBe(`${root}1/chapters/two/`)
    for (const path of ['gone.html', 'chapters/', '0', '007/index.html', '12345678901', '2/index.html'])
      expect(await locationOf(path), path).toBe(404)
    expect((await get(`${root}chapters/1.html`)).headers.get('cache-control')).toBe('no-store')
  })

  test('caches pages for a minute and other files for a year, and allows any frame', async () => {
    const { root } = await publish({ 'index.html': '<p>Hello</p>', 'a b.bin': 'bytes' })
    const page = await get(`${root}1/`)
    expect([page.status, await page.text()]).toEqual([200, '<p>Hello</p>'])
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'public, max-age=60',
      'content-security-policy': 'frame-ancestors *',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'strict-origin-when-cross-origin',
    })
    const other = await get(`${root}1/a%20b.bin`)
    expect(other.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  })

  test('redirects a folder without a slash, and returns the index of a folder', async () => {
    const { root } = await publish({ 'a b/index.html': 'in it' })
    expect((await get(`${root}1/a%20b?x=1`)).headers.get('location')).toBe(`${root}1/a%20b/?x=1`)
    expect(await (await get(`${root}1/a%20b/`)).text()).toBe('in it')
  })

  test('finds a name in either Unicode normalization form', async () => {
    const { root } = await publish({ [`${'Größe'.normalize('NFD')}.bin`]: 'x' })
    expect((await get(`${root}1/${encodeURIComponent('Größe'.normalize('NFC'))}.bin`)).status).toBe(200)
  })

  test('returns lectern/player.js from the installed player, cached for an hour', async () => {
    const { root } = await publish()
    const response = await get(`${root}1/lectern/player.js`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=3600'])
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    const plain = await get(`${root}1/lectern/player.js`, { headers: { 'accept-encoding': 'identity' } })
    expect(response.headers.get('etag')).toBe(plain.headers.get('etag')!.replace(/"$/, '-gzip"'))
    const condition = { 'if-none-match': response.headers.get('etag')! }
    expect((await get(`${root}1/lectern/player.js`, { headers: condition })).status).toBe(304)
  })

  test('returns the version that the row names after the key has changed', async () => {
    const { root, pkg } = await publish({ 'a.bin': 'first' })
    const key = `releases/${pkg.id}/1/a.bin`
    await put(server.store, key, Buffer.from('second'), 'x/y')
    expect(await (await get(`${root}1/a.bin`)).text()).toBe('first')
    await server.store.client.send(new DeleteObjectCommand({ Bucket: server.store.bucket, Key: key }))
    expect(await (await get(`${root}1/a.bin`)).text()).toBe('first')
  })

  test('allows the frames that its environment names, and ignores invalid sources', async () => {
    const { root, environment } = await publish()
    const frameAncestors = ['https://school.example.org', "'self'", 'x; script-src *', 'a, b']
    await server.database.environment.update({ where: { id: environment.id }, data: { frameAncestors } })
    const policy = async () => (await get(`${root}1/`)).headers.get('content-security-policy')
    await expect.poll(policy, { timeout: 30_000 }).toBe("frame-ancestors https://school.example.org 'self'")
    await server.database.environment.update({ where: { id: environment.id }, data: { frameAncestors: [] } })
    await expect.poll(policy, { timeout: 30_000 }).toBe("frame-ancestors 'none'")
  })

  test('sets no cookie and allows no service worker outside its folder', async () => {
    const { root } = await publish({ 'index.html': 'Hello', 'sw.js': 'self.x = 1' })
    const headers = { 'service-worker': 'script', cookie: 'a=b' }
    for (const path of [
      '',
      '1',
      '1/',
      '1/sw.js',
      '1/lectern/player.js',
      '1/missing',
      '2/',
      '../../graphql?query={__typename}',
    ]) {
      const response = await get(root + path, { headers })
      expect([response.headers.get('service-worker-allowed'), response.headers.getSetCookie()], path).toEqual([
        null,
        [],
      ])
    }
  })

  test('ignores cookies and tokens', async () => {
    const { root } = await publish()
    const headers = { authorization: 'Bearer lect_wrong', cookie: 'lectern.session_token=x' }
    expect((await get(`${root}1/`, { headers })).status).toBe(200)
  })
})

describe('a release number', () => {
  test('is served where it is or was deployed, and nowhere else', async () => {
    const { root, pkg, environment } = await publish()
    const second = await server.release(pkg.id, { 'index.html': 'second' })
    const elsewhere = await server.environment()
    await buildDeployment(server.database, { releaseId: second.id, environmentId: environment.id })
    await expect.poll(async () => (await get(`${root}2/`)).status, { timeout: 30_000 }).toBe(200)
    expect((await get(`${root}1/`)).status).toBe(200)
    expect((await get(`${root}3/`)).status).toBe(404)
    expect((await get(`/${elsewhere.slug}/${pkg.slug}/1/`)).status).toBe(404)
  })

  test('is not served after it was unpublished', async () => {
    const { root, deployment } = await publish()
    expect((await get(`${root}1/`)).status).toBe(200)
    await server.database.deployment.update({ where: { id: deployment.id }, data: { unpublishedAt: new Date() } })
    await expect.poll(async () => (await get(`${root}1/`)).status, { timeout: 30_000 }).toBe(404)
    expect((await get(root)).status).toBe(404)
  })

  test('is not served without a token in an environment that requires a viewer token', async () => {
    const { root, environment } = await publish()
    const where = { id: environment.id }
    await server.database.environment.update({ where, data: { access: 'VIEWER_TOKEN' } })
    expect([(await get(root)).status, (await get(`${root}1/`)).status]).toEqual([404, 404])
  })
})

describe('the bytes of a file', () => {
  const body = randomBytes(200_000)
  const file = async (init: RequestInit) => get(`${(await publish({ 'a.bin': body })).root}1/a.bin`, init)

  test('are sent in ranges from the start and from the end', async () => {
    const part = await file({ headers: { range: 'bytes=1000-1999' } })
    expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 1000-1999/200000'])
    expect(Buffer.from(await part.arrayBuffer()).equals(body.subarray(1000, 2000))).toBe(true)
    const tail = await file({ headers: { range: 'bytes=-10' } })
    expect(Buffer.from(await tail.arrayBuffer()).equals(body.subarray(-10))).toBe(true)
    const beyond = await file({ headers: { range: 'bytes=200000-' } })
    expect([beyond.status, beyond.headers.get('content-range')]).toEqual([416, 'bytes */200000'])
  })

  test('are not sent to clients that have them, or for HEAD', async () => {
    const { root } = await publish({ 'a.bin': body })
    const head = await get(`${root}1/a.bin`, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length')]).toEqual([200, '200000'])
    const etag = head.headers.get('etag')!
    expect((await get(`${root}1/a.bin`, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const stale = await get(`${root}1/a.bin`, { headers: { range: 'bytes=0-9', 'if-range': '"other"' } })
    expect(stale.status).toBe(200)
  })

  test('are empty for an empty file', async () => {
    const { root } = await publish({ 'a.bin': '' })
    const response = await get(`${root}1/a.bin`)
    expect([response.status, await response.text()]).toEqual([200, ''])
  })

  test('can only be read by GET and HEAD', async () => {
    expect((await file({ method: 'PUT', body: 'x' })).status).toBe(405)
  })

  test('are not read further after the client disconnects, which logs no error', async () => {
    const { root } = await publish({ 'a.bin': randomBytes(40_000_000) })
    const before = server.logged.length
    const client = new AbortController()
    const response = await get(`${root}1/a.bin`, { signal: client.signal })
    await response.body!.getReader().read()
    client.abort()
    const lines = () => server.logged.slice(before)
    await expect.poll(() => lines().some(line => line.msg === 'Connection closed early')).toBe(true)
    expect(lines().filter(line => Number(line.level) >= 40)).toEqual([])
  })

  test('that S3 has lost return 404 and log an error', async () => {
    const { root, pkg } = await publish({ 'a.bin': 'x' })
    await server.database.releaseFile.updateMany({ where: { packageId: pkg.id }, data: { key: 'releases/gone' } })
    expect((await get(`${root}1/a.bin`)).status).toBe(404)
    expect(server.logged.some(line => line.level === 50 && line.msg === 'Request failed')).toBe(true)
  })
})

test('an invalid address returns the 404 page, however it is encoded', async () => {
  const { root, pkg } = await publish()
  for (const path of [
    `${root}1/../1/index.html`,
    `${root}1/%2e%2e/1/index.html`,
    `${root}1/%2E%2e%2f1/index.html`,
    `${root}1/..%5cindex.html`,
    `${root}1/..\\index.html`,
    `${root}1/%252e%252e/index.html`,
    `${root}1/%252e%252e%252f%252e%252e%252fdraft/index.html`,
    `${root}1/index.html%00`,
    `${root}1/index.html%00.png`,
    `${root}1/a%00`,
    `${root}1/%c0%ae%c0%ae/index.html`,
    `${root}/1/index.html`,
    `${root}1/./index.html`,
    `${root}1/releases/${pkg.id}/1/index.html`,
    `/releases/${pkg.id}/1/index.html`,
    `/draft/index.html`,
    `/media/${'0'.repeat(64)}/h264-1/1/..%2f..%2fx`,
    `http://example.org${root}1/../1/index.html`,
    `/${root}1/`,
    '/etc/passwd',
  ]) {
    const response = await requestRaw(path)
    expect(response, path).toMatch(/^HTTP\/1\.1 404 [\s\S]*Page not found/)
  }
})

describe('a preview', () => {
  async function buildPreview(files: Record<string, string>, link: object = {}) {
    const pkg = await buildPackage(server.database)
    await buildDraft(server.database, { packageId: pkg.id })
    for (const [path, body] of Object.entries(files)) await server.draftFile(pkg.id, path, body)
    const secret = randomBytes(24).toString('base64url')
    const row = await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret), ...link })
    return { pkg, link: row, secret, root: `/preview/${secret}/${pkg.slug}/` }
  }

  test('redirects to the current revision, and older revisions remain available', async () => {
    const { root, pkg } = await buildPreview({ 'index.html': 'one' })
    expect((await get(root)).headers.get('location')).toBe(`${root}1/`)
    await server.database.draftFile.updateMany({ where: { packageId: pkg.id }, data: { untilRevision: 2 } })
    await buildDraft(server.database, { packageId: pkg.id })
    await server.draftFile(pkg.id, 'index.html', 'two', { fromRevision: 2 })
    expect(await (await get(`${root}1/`)).text()).toMatch(/^one/)
    expect(await (await get(`${root}2/`)).text()).toMatch(/^two/)
    expect((await get(`${root}3/`)).status).toBe(404)
  })

  test('is not cached by proxies, and its secret is not sent as a referrer', async () => {
    const { root } = await buildPreview({ 'index.html': 'one', 'a.bin': 'x' })
    const page = await get(`${root}1/`)
    expect(page.headers.get('cache-control')).toBe('private, no-cache')
    expect(page.headers.get('referrer-policy')).toBe('strict-origin')
    expect(JSON.stringify(server.logged)).not.toContain(root.split('/')[2])
  })

  test.each([
    ['has expired', { expiresAt: new Date(Date.now() - 1000) }],
    ['was revoked', { revokedAt: new Date() }],
  ])('whose link %s shows nothing', async (_name, link) => {
    const { root, secret } = await buildPreview({ 'index.html': 'one' }, link)
    expect([(await get(root)).status, (await get(`${root}1/`)).status]).toEqual([404, 404])
    expect((await get(`/preview/${secret}/graphql?query={__typename}`)).status).toBe(404)
  })

  test('of one package shows no other package', async () => {
    const { secret } = await buildPreview({ 'index.html': 'one' })
    const other = await buildPackage(server.database)
    expect((await get(`/preview/${secret}/${other.slug}/`)).status).toBe(404)
  })
})

describe('converted captions', () => {
  const webVtt = 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nIgelgrüße\n'

  /** Creates a unique SubRip file. Returns it and the path of its converted captions. */
  async function convertCaptions() {
    const subRip = `1 ${randomBytes(8).toString('hex')}`
    return { subRip, path: await server.storeConvertedCaptions(subRip, webVtt) }
  }

  test('are served below the number of a release that contains the file, and nowhere else', async () => {
    const { subRip, path } = await convertCaptions()
    const { root } = await publish({ 'video.en.srt': subRip })
    const response = await get(`${root}1/${path}`)
    expect([response.status, await response.text()]).toEqual([200, webVtt])
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'text/vtt; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
    })
    const other = await publish({ 'video.en.vtt': 'WEBVTT' })
    expect((await get(`${other.root}1/${path}`)).status).toBe(404)
    expect((await get(`${root}1/lectern/captions/${'0'.repeat(64)}.vtt`)).status).toBe(404)
    expect((await get(`${root}1/${path.replace('.vtt', '')}`)).status).toBe(404)
    expect((await get(`${root}2/${path}`)).status).toBe(404)
    expect((await get(`/${path}`)).status).toBe(404)
  })

  test('support ranges, conditional requests, and HEAD', async () => {
    const { subRip, path } = await convertCaptions()
    const { root } = await publish({ 'video.srt': subRip })
    const address = `${root}1/${path}`
    const size = String(Buffer.byteLength(webVtt))
    const head = await get(address, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, size, ''])
    const etag = head.headers.get('etag')!
    expect((await get(address, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const part = await get(address, { headers: { range: 'bytes=0-5' } })
    expect([part.status, part.headers.get('content-range'), await part.text()]).toEqual([
      206,
      `bytes 0-5/${size}`,
      'WEBVTT',
    ])
  })

  test('return the version that the row names', async () => {
    const { subRip, path } = await convertCaptions()
    const { root } = await publish({ 'video.srt': subRip })
    await put(server.store, path.replace('lectern/', ''), Buffer.from('other'), 'x/y')
    expect(await (await get(`${root}1/${path}`)).text()).toBe(webVtt)
  })

  test('of a draft are served only below a token for its package', async () => {
    const { subRip, path } = await convertCaptions()
    const link = async (packageId?: string) => {
      const secret = randomBytes(24).toString('base64url')
      await buildPreviewLink(server.database, { packageId, secretHash: hashSecret(secret) })
      return secret
    }
    const { packageId } = await buildDraft(server.database)
    const { slug } = await server.database.package.findUniqueOrThrow({ where: { id: packageId } })
    await server.draftFile(packageId, 'video.srt', subRip, { untilRevision: 2 })
    await buildDraft(server.database, { packageId })
    const secret = await link(packageId)
    const response = await get(`/preview/${secret}/${slug}/1/${path}`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
    expect(await response.text()).toBe(webVtt)
    expect((await get(`/preview/${secret}/${slug}/2/${path}`)).status).toBe(404)
    expect((await get(`/preview/${await link()}/${slug}/1/${path}`)).status).toBe(404)
  })

  test('that S3 has lost return 404 and log an error', async () => {
    const { subRip, path } = await convertCaptions()
    const { root } = await publish({ 'video.srt': subRip })
    await server.database.convertedCaptions.updateMany({
      where: { key: { endsWith: path.slice(-40) } },
      data: { key: 'x' },
    })
    const before = server.logged.length
    expect((await get(`${root}1/${path}`)).status).toBe(404)
    expect(server.logged.slice(before).some(line => line.level === 50)).toBe(true)
  })
})

describe('a stream', () => {
  const hash = () => randomBytes(32).toString('hex')

  async function encode(contentHash: string) {
    const encoding = await buildEncoding(server.database, { contentHash, profile: 'h264-1', status: 'READY' })
    await put(server.store, `media/${contentHash}/h264-1/1/index.m3u8`, Buffer.from('#EXTM3U'), 'x/y')
    return { encoding, path: `/media/${contentHash}/h264-1/1/index.m3u8` }
  }

  test('is served while a public environment shows a release that refers to it', async () => {
    const contentHash = hash()
    const { encoding, path } = await encode(contentHash)
    expect((await get(path)).status).toBe(404)
    const video = await buildVideo(server.database, { contentHash })
    const release = await buildRelease(server.database, { packageId: video.packageId })
    const row = { releaseId: release.id, videoId: video.id, path: 'a.mp4', encodingId: encoding.id, attempt: 1 }
    await server.database.releaseVideo.create({ data: row })
    const deployment = await buildDeployment(server.database, { releaseId: release.id })
    await expect.poll(async () => (await get(path)).status, { timeout: 30_000 }).toBe(200)
    const response = await get(path)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/vnd.apple.mpegurl',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
    })
    const etag = response.headers.get('etag')!
    expect((await get(path, { headers: { 'if-none-match': etag } })).status).toBe(304)
    const part = await get(path, { headers: { range: 'bytes=0-3' } })
    expect([part.status, await part.text()]).toEqual([206, '#EXT'])
    expect((await get(path, { method: 'HEAD' })).headers.get('content-length')).toBe('7')
    expect((await get(path.replace('index', 'missing'))).status).toBe(404)
    expect((await get(path.replace('/1/', '/2/'))).status).toBe(404)
    await server.database.deployment.update({ where: { id: deployment.id }, data: { unpublishedAt: new Date() } })
    await expect.poll(async () => (await get(path)).status, { timeout: 30_000 }).toBe(404)
  })

  test('has a storyboard of text and images with their media types and the same access rules', async () => {
    const contentHash = hash()
    const { path } = await encode(contentHash)
    const { packageId } = await buildVideo(server.database, { contentHash })
    const token = `mine${randomBytes(12).toString('hex')}`
    await buildPreviewLink(server.database, { packageId, secretHash: hashSecret(token) })
    const folder = path.replace('index.m3u8', 'storyboard')
    await put(server.store, `${folder.slice(1)}/storyboard.vtt`, Buffer.from('WEBVTT'), 'x/y')
    await put(server.store, `${folder.slice(1)}/sheet-1.jpg`, Buffer.from('jpeg'), 'x/y')
    const text = await get(`/preview/${token}${folder}/storyboard.vtt`)
    const sheet = await get(`/preview/${token}${folder}/sheet-1.jpg`)
    expect([text.status, text.headers.get('content-type')]).toEqual([200, 'text/vtt; charset=utf-8'])
    expect([sheet.status, sheet.headers.get('content-type')]).toEqual([200, 'image/jpeg'])
    expect(sheet.headers.get('access-control-allow-origin')).toBe('*')
    expect((await get(`${folder}/sheet-1.jpg`)).status).toBe(404)
  })

  test('of a draft is served only below a token for its package', async () => {
    const contentHash = hash()
    const { path } = await encode(contentHash)
    const { packageId } = await buildVideo(server.database, { contentHash })
    const [mine, other] = ['mine', 'other'].map(name => name + randomBytes(12).toString('hex'))
    await buildPreviewLink(server.database, { packageId, secretHash: hashSecret(mine!) })
    await buildPreviewLink(server.database, { secretHash: hashSecret(other!) })
    const response = await get(`/preview/${mine}${path}`)
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'private, max-age=300'])
    expect((await get(`/preview/${other}${path}`)).status).toBe(404)
    expect((await get(path)).status).toBe(404)
  })
})
