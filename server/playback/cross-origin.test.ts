import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { openDatabase } from '@lectern/domain/database'
import { put } from '@lectern/workflows/storage/s3-put'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildPreviewLink, buildViewerToken } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo } from '../test/videos.ts'

let server: TestServer
let roots: { release: string; draft: string; viewer: string; media: string; token: string }
beforeAll(async () => {
  server = await openTestServer({ LECTERN_FILES_LIMIT: '100000', LECTERN_GRAPHQL_LIMIT: '100000' })
  const { pkg, environment, keys } = await buildPackageWithVideo(server)
  await server.draftFile(pkg.id, 'index.html', '<p>draft</p>')
  await server.draftFile(pkg.id, 'a.txt', 'text')
  await put(server.store, keys.masterKey, Buffer.from('#EXTM3U'), 'x/y')
  const secret = randomBytes(24).toString('base64url')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  const scope = { environmentId: environment.id, packageId: pkg.id }
  await buildViewerToken(server.database, { ...scope, secretHash: hashSecret(`${secret}v`) })
  const root = `/${environment.slug}/${pkg.slug}/`
  roots = {
    ...{ release: root, draft: `/preview/${secret}/${pkg.slug}/`, viewer: `/view/${secret}v${root}` },
    ...{ media: `/${keys.masterKey}`, token: secret },
  }
})
afterAll(() => server.close())

type Case = [
  address: string,
  status: number,
  init?: { method?: string; headers?: Record<string, string>; body?: string },
]

/** Addresses of every kind, with the status of their responses. */
function cases(): Case[] {
  const { release, draft, viewer, media, token } = roots
  const video = `${release}1/videos/${encodeURIComponent('über uns.mp4')}`
  const query = '/graphql?query={__typename}'
  return [
    ...([
      [release, 302],
      [`${release}1`, 302],
      [`${release}index.html`, 404],
      [`${release}0`, 404],
    ] as Case[]),
    ...([
      [video, 200],
      [`${video}?x`, 206, { headers: { range: 'bytes=0-0' } }],
    ] as Case[]),
    [video, 416, { headers: { range: 'bytes=5-' } }],
    [video, 304, { headers: { 'if-none-match': '*' } }],
    [video, 412, { headers: { 'if-match': '"other"' } }],
    [video, 403, { headers: { 'service-worker': 'script' } }],
    [video, 200, { method: 'HEAD' }],
    [video, 405, { method: 'PUT', body: 'x' }],
    ...['player.js', 'hls.js'].map((name): Case => [`${release}1/lectern/${name}`, 200]),
    [`${release}1/lectern/player.js`, 304, { headers: { 'if-none-match': '*' } }],
    [`${release}1/lectern/player.js`, 406, { headers: { 'accept-encoding': 'identity;q=0, *;q=0' } }],
    ...([
      [draft, 302],
      [`${draft}1/`, 200],
      [`${draft}1/a.txt`, 200],
      [`${draft}1/lectern/banner.js`, 200],
    ] as Case[]),
    ...([
      [viewer, 302],
      [`${viewer}1/lectern/player.js`, 200],
      [`${viewer}9/`, 404],
    ] as Case[]),
    ...([
      [media, 200],
      [`/preview/${token}${media}`, 200],
      [`/view/${token}v${media}`, 200],
    ] as Case[]),
    [media, 206, { headers: { range: 'bytes=0-3' } }],
    [`${media}x`, 404],
    [video.replace('.mp4', '.vtt'), 200],
    ...([
      [query, 200],
      [`/preview/${token}${query}`, 200],
      [`/view/${token}v${query}`, 200],
    ] as Case[]),
    [query, 304, { headers: { 'if-none-match': '*' } }],
    ['/graphql?query={wrong', 200],
    [
      '/graphql',
      200,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}' },
    ],
    [
      `/view/${token}v/graphql`,
      200,
      { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{"query":"{__typename}"}' },
    ],
    ...([
      ['/preview/gone/x/1/', 404],
      ['/preview/gone/graphql', 404],
      ['/view/gone/graphql', 403],
    ] as Case[]),
    ...([
      [`/view/gone${release}`, 403],
      [`/view/gone${media}`, 403],
      ['/view/a.b.c/x/y/', 403],
    ] as Case[]),
    ...([
      ['/', 404],
      ['/a/../b', 404],
      ['//', 404],
      ['/nothing', 404],
      ['/health', 200],
      ['/ready', 200],
    ] as Case[]),
  ]
}

const send = (address: string, init: object) => fetch(server.content + address, { redirect: 'manual', ...init })

test('every response may be read by every page, a sandboxed one (origin null) and one of another site', async () => {
  for (const [address, status, init = {}] of cases())
    for (const origin of ['null', 'https://school.example.org']) {
      const response = await send(address, { ...init, headers: { ...init.headers, origin } })
      await response.arrayBuffer()
      const { headers } = response
      expect({ address, init, status: response.status, ...crossOriginHeaders(headers) }).toEqual({
        ...{ address, init, status },
        allowed: '*',
        credentials: null,
        exposed: 'content-length, content-range, etag, retry-after',
        policy: 'cross-origin',
      })
    }
}, 60_000)

const crossOriginHeaders = (headers: Headers) => ({
  allowed: headers.get('access-control-allow-origin'),
  credentials: headers.get('access-control-allow-credentials'),
  exposed: headers.get('access-control-expose-headers'),
  policy: headers.get('cross-origin-resource-policy'),
})

test('a page may read errors too: over the limit, which never stops a preflight, and when the database fails', async () => {
  const limited = await openTestServer({ LECTERN_FILES_LIMIT: '1', LECTERN_GRAPHQL_LIMIT: '1' })
  const ask = async (address: string, method = 'GET') => {
    const { status, headers } = await fetch(limited.content + address, { method, headers: { origin: 'null' } })
    return { status, ...crossOriginHeaders(headers) }
  }
  const readable = {
    allowed: '*',
    credentials: null,
    policy: 'cross-origin',
    exposed: expect.stringContaining('retry-after'),
  }
  try {
    const owner = openDatabase(limited.ownerUrl, 1)
    await owner.$executeRaw`ALTER TABLE environment RENAME TO environment_renamed`
    await owner.$disconnect()
    expect(await ask('/production/optics/1/a.txt')).toEqual({ status: 503, ...readable })
    expect(await ask('/production/optics/1/a.txt')).toEqual({ status: 429, ...readable })
    await ask('/graphql?query={__typename}')
    expect(await ask('/graphql?query={__typename}')).toEqual({ status: 429, ...readable })
    for (const address of ['/production/optics/1/a.txt', '/graphql'])
      expect(await ask(address, 'OPTIONS')).toEqual({ status: 204, ...readable })
  } finally {
    await limited.close()
  }
})

test('OPTIONS of every address allows reading, ranges, and queries for a day', async () => {
  for (const [address] of [...cases(), ['/preview/gone/x/1/a.mp4']] as Case[]) {
    const ask = { origin: 'null', 'access-control-request-method': 'GET', 'access-control-request-headers': 'range' }
    const { status, headers } = await send(address, { method: 'OPTIONS', headers: ask })
    expect({ address, status, ...Object.fromEntries(headers) }).toMatchObject({
      ...{
        address,
        status: 204,
        'access-control-allow-origin': '*',
        'access-control-allow-methods': 'GET, HEAD, POST',
      },
      ...{ 'access-control-allow-headers': 'content-type, range', 'access-control-max-age': '86400' },
    })
  }
})

describe('the files of the player', () => {
  test('load as scripts and as modules: JavaScript that no browser takes for something else', async () => {
    for (const root of [`${roots.release}1/`, `${roots.draft}1/`, `${roots.viewer}1/`])
      for (const name of ['player.js', 'hls.js', 'banner.js']) {
        const { status, headers } = await send(`${root}lectern/${name}`, { headers: { origin: 'null' } })
        expect([status, headers.get('content-type')]).toEqual([200, 'text/javascript; charset=utf-8'])
        expect(headers.get('x-content-type-options')).toBe('nosniff')
        expect(crossOriginHeaders(headers)).toMatchObject({ allowed: '*', policy: 'cross-origin' })
      }
  })

  test('are those that its package exports and that are built', async () => {
    const require = createRequire(import.meta.url)
    for (const path of [...Object.keys(require('@lectern/player/package.json').exports), './nothing.js']) {
      const isBuilt =
        path.endsWith('.js') && existsSync(join(require.resolve('@lectern/player/package.json'), '../dist', path))
      const { status } = await send(`${roots.release}1/lectern/${path.slice('./'.length)}`, {})
      expect([path, status]).toEqual([path, isBuilt ? 200 : 404])
    }
  })
})
