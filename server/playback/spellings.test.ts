import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  buildDeployment,
  buildDraft,
  buildPackage,
  buildPreviewLink,
  buildViewerToken,
} from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { buildPackageWithVideo } from '../test/videos.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ LECTERN_PACKAGE_URL: 'http://{package}.localhost' })
})
afterAll(() => server.close())

/** Sends a request to the content host, or with `slug` to the package's origin. */
async function get(path: string, slug?: string, headers: Record<string, string> = {}) {
  const { host, hostname, port } = new URL(server.content)
  const { promise, resolve, reject } = Promise.withResolvers<{
    status: number
    headers: Record<string, string | undefined>
    body: string
  }>()
  request({ hostname, port, path, headers: { ...headers, host: slug === undefined ? host : `${slug}.localhost` } })
    .on('response', async response =>
      resolve({
        status: response.statusCode!,
        headers: response.headers as Record<string, string>,
        body: await text(response),
      }),
    )
    .on('error', reject)
    .end()
  return promise
}

const files = {
  'index.html': 'root',
  'Bilder/Hase.PNG': 'hare',
  'Bilder/F\u00fcchse.png': 'foxes',
  'Kapitel/Index.HTML': 'chapter',
  'pair/a.txt': 'small',
  'pair/A.txt': 'capital',
}

/** Other spellings of these files, and what each must show. */
const spellings: [path: string, body: string][] = [
  ['INDEX.html', 'root'],
  ['bilder/hase.png', 'hare'],
  ['BILDER/HASE.png', 'hare'],
  ['Bilder/F%C3%BCchse.png', 'foxes'],
  ['Bilder/Fu%CC%88chse.png', 'foxes'],
  ['bilder/FU%CC%88CHSE.PNG', 'foxes'],
  ['Kapitel/', 'chapter'],
  ['kapitel/', 'chapter'],
  ['KAPITEL/index.html', 'chapter'],
  ['pair/a.txt', 'small'],
  ['pair/A.txt', 'capital'],
  ['Pair/a.txt', 'capital'],
  ['PAIR/A.TXT', 'capital'],
]

async function buildLesson() {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const release = await server.release(pkg.id, files)
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  await buildDraft(server.database, { packageId: pkg.id })
  for (const [path, body] of Object.entries(files)) await server.draftFile(pkg.id, path, body, { mediaType: 'image/x' })
  const secret = randomBytes(24).toString('base64url')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(secret) })
  const viewer = randomBytes(24).toString('base64url')
  await buildViewerToken(server.database, {
    environmentId: environment.id,
    packageId: pkg.id,
    secretHash: hashSecret(viewer),
  })
  const { slug } = pkg
  return {
    slug,
    roots: {
      release: `/${environment.slug}/${slug}/1/`,
      preview: `/preview/${secret}/${slug}/1/`,
      viewer: `/view/${viewer}/${environment.slug}/${slug}/1/`,
    },
  }
}

describe('a path that differs only in letter case and the form of accents', () => {
  test.each(['release', 'preview', 'viewer'] as const)('shows the file below a %s', async kind => {
    const { slug, roots } = await buildLesson()
    const root = roots[kind]
    for (const [path, body] of spellings) {
      const response = await get(root + path, slug)
      expect([path, response.status, response.body]).toEqual([path, 200, body])
    }
    expect((await get(`${root}bilder/hase.jpg`, slug)).status).toBe(404)
    expect((await get(`${root}bilder/fuchse.png`, slug)).status).toBe(404)
  })

  test('has the caching, the ETag, and the ranges of the true path', async () => {
    const { slug, roots } = await buildLesson()
    const exact = await get(`${roots.release}Bilder/Hase.PNG`, slug)
    const other = await get(`${roots.release}bilder/hase.png`, slug)
    expect(other.headers.etag).toBe(exact.headers.etag)
    expect(other.headers['cache-control']).toBe('public, max-age=31536000, immutable')
    const known = { 'if-none-match': exact.headers.etag! }
    expect((await get(`${roots.release}bilder/hase.png`, slug, known)).status).toBe(304)
    const part = await get(`${roots.release}bilder/hase.png`, slug, { range: 'bytes=1-2' })
    expect([part.status, part.body]).toEqual([206, 'ar'])
  })

  test('of a folder without a slash leads to the folder as it is spelled', async () => {
    const { slug, roots } = await buildLesson()
    for (const path of ['Kapitel', 'kapitel', 'KAPITEL']) {
      const { status, headers } = await get(`${roots.release}${path}?a=1`, slug)
      expect([status, headers.location]).toEqual([302, `${roots.release}Kapitel/?a=1`])
    }
  })

  test('below lectern/ shows the installed player', async () => {
    const { slug, roots } = await buildLesson()
    const exact = await get(`${roots.release}lectern/player.js`, slug)
    expect(exact.status).toBe(200)
    expect((await get(`${roots.release}Lectern/Player.JS`, slug)).headers.etag).toBe(exact.headers.etag)
  })

  test('finds the playlist of a video', async () => {
    const { pkg, environment } = await buildPackageWithVideo(server)
    const query = `query ($path: String!) {
      playlist(package: "${pkg.slug}", environment: "${environment.slug}", release: 1, path: $path) { path } }`
    const find = async (path: string) => {
      const search = new URLSearchParams({ query, variables: JSON.stringify({ path }) })
      return JSON.parse((await get(`/graphql?${search}`, pkg.slug)).body).data.playlist?.path ?? null
    }
    expect(await find('videos/\u00fcber uns.mp4')).toBe('videos/\u00fcber uns.mp4')
    expect(await find('Videos/U\u0308BER UNS.MP4')).toBe('videos/\u00fcber uns.mp4')
    expect(await find('videos/uber uns.mp4')).toBeNull()
  })
})
