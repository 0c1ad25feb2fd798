import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { hashSecret } from '@lectern/domain/access/secret-hash'
import { put } from '@lectern/workflows/storage/s3-put'
import { afterAll, beforeAll, expect, test } from 'vitest'
import {
  buildDeployment,
  buildDraft,
  buildEncoding,
  buildPackage,
  buildPreviewLink,
  buildVideo,
} from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer({ LECTERN_PACKAGE_URL: 'https://{package}.lessons.example.net' })
})
afterAll(() => server.close())

/** Sends a request to a package's origin, or without `slug` to the content host. */
async function get(path: string, slug?: string) {
  const { host, hostname, port } = new URL(server.content)
  const headers = { host: slug === undefined ? host : `${slug}.lessons.example.net` }
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; location?: string; body: string }>()
  request({ hostname, port, path, headers })
    .on('response', async response =>
      resolve({ status: response.statusCode!, location: response.headers.location, body: await text(response) }),
    )
    .on('error', reject)
    .end()
  return promise
}

/** A package with a video, deployed to an environment, and a preview link. */
async function lesson() {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const contentHash = randomBytes(32).toString('hex')
  const video = await buildVideo(server.database, { packageId: pkg.id, contentHash, path: 'video.mp4' })
  const encoding = await buildEncoding(server.database, { contentHash, profile: 'h264-1', status: 'READY' })
  const release = await server.release(pkg.id, { 'index.html': pkg.slug })
  const row = { releaseId: release.id, videoId: video.id, path: 'video.mp4', encodingId: encoding.id, attempt: 1 }
  await server.database.releaseVideo.create({ data: row })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const stream = `/media/${contentHash}/h264-1/1/index.m3u8`
  await put(server.store, stream.slice(1), Buffer.from('#EXTM3U'), 'x/y')
  const token = randomBytes(12).toString('hex')
  await buildPreviewLink(server.database, { packageId: pkg.id, secretHash: hashSecret(token) })
  const revision = (await server.database.package.findUniqueOrThrow({ where: { id: pkg.id } })).revision
  if (revision === 0) await buildDraft(server.database, { packageId: pkg.id })
  await server.draftFile(pkg.id, 'index.html', `draft of ${pkg.slug}`)
  return { slug: pkg.slug, environment: environment.slug, stream, token }
}

const playlists = ({ slug, environment }: { slug: string; environment: string }) => {
  const query = `{ playlists(package: "${slug}", environment: "${environment}") { path fallbackUrl } }`
  return `/graphql?${new URLSearchParams({ query })}`
}

test('the content host redirects pages and previews to their package’s origin and keeps the whole path', async () => {
  const { slug, environment, token } = await lesson()
  for (const path of [
    `/${environment}/${slug}/`,
    `/${environment}/${slug}/1/index.html?a=b%20c`,
    `/preview/${token}/${slug}/1/`,
    `/view/${token}/${environment}/${slug}/1/`,
  ])
    expect(await get(path)).toMatchObject({ status: 302, location: `https://${slug}.lessons.example.net${path}` })
  expect((await get(`/${environment}/${encodeURIComponent('evil.example.org#')}/`)).status).toBe(404)
})

test('a package’s origin serves its pages, previews, streams, and playlists', async () => {
  const one = await lesson()
  const { slug, environment, stream, token } = one
  expect((await get(`/${environment}/${slug}/1/`, slug)).body).toBe(slug)
  expect((await get(`/preview/${token}/${slug}/1/`, slug)).body).toContain(`draft of ${slug}`)
  expect((await get(stream, slug)).body).toBe('#EXTM3U')
  expect((await get(`/preview/${token}${stream}`, slug)).status).toBe(200)
  expect((await get(playlists(one), slug)).body).toContain('"playlists":[')
  expect((await get(`/preview/${token}/graphql?query={__typename}`, slug)).status).toBe(200)
})

test('a package’s origin serves nothing of another package', async () => {
  const [one, other] = [await lesson(), await lesson()]
  const { slug, environment, stream, token } = other
  for (const path of [
    `/${environment}/${slug}/`,
    `/${environment}/${slug}/1/`,
    `/preview/${token}/${slug}/1/`,
    `/preview/${token}/${one.slug}/1/`,
    stream,
    `/preview/${token}${stream}`,
    `/preview/${token}/graphql?query={__typename}`,
  ])
    expect((await get(path, one.slug)).status, path).toBe(404)
  expect((await get(playlists(other), other.slug)).body).toContain('"playlists":[')
  expect(JSON.parse((await get(playlists(other), one.slug)).body)).toEqual({ data: { playlists: null } })
})

test('preview links lead to the package’s origin', async () => {
  const pkg = await buildPackage(server.database)
  await buildDraft(server.database, { packageId: pkg.id })
  const headers = { authorization: `Bearer ${await server.token()}` }
  const ask = 'mutation($p: String!) { createPreviewLink(slug: $p) { url } }'
  const { data } = await server.ask(ask, { p: pkg.slug }, headers)
  expect(data.createPreviewLink.url).toMatch(new RegExp(`^https://${pkg.slug}\\.lessons\\.example\\.net/preview/`))
})
