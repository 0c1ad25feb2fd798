import { randomUUID } from 'node:crypto'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { unpublish } from '@lectern/domain/publish/unpublish'
import { put } from '@lectern/workflows/storage/s3-put'
import CachePolicy from 'http-cache-semantics'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { buildDeployment, buildEncoding, buildPackage } from '../../domain/test/factories.ts'
import { openTestServer, type TestServer } from '../test/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await openTestServer()
})
afterAll(() => server.close())

/** A shared HTTP cache (RFC 9111) whose clock can be advanced. */
class Cache {
  seconds = 0
  readonly #entries = new Map<string, { policy: CachePolicy; status: number }>()

  /** Returns the status that a client gets, and whether the cache or the origin answered. */
  async status(url: string): Promise<{ status: number; by: 'cache' | 'origin' }> {
    const request = { url, method: 'GET', headers: {} }
    const cached = this.#entries.get(url)
    if (cached?.policy.satisfiesWithoutRevalidation(request)) return { status: cached.status, by: 'cache' }
    const response = await fetch(url, { redirect: 'manual' })
    await response.arrayBuffer()
    const { status } = response
    const policy = new CachePolicy(request, { status, headers: Object.fromEntries(response.headers) }, { shared: true })
    Object.assign(policy, { now: () => Date.now() + this.seconds * 1000 })
    if (policy.storable()) this.#entries.set(url, { policy, status })
    return { status, by: 'origin' }
  }
}

/** Publishes a package with a page, a video, and a stream. Returns all their addresses. */
async function publishPackage() {
  const pkg = await buildPackage(server.database)
  const release = await server.release(pkg.id, { 'index.html': 'page', 'video.mp4': `video ${randomUUID()}` })
  const file = await server.database.releaseFile.findFirstOrThrow({ where: { packageId: pkg.id, path: 'video.mp4' } })
  const stream = `media/${file.contentHash}/test/1/video.m3u8`
  const keys = { masterKey: stream, durationSeconds: 2 }
  const encoding = await buildEncoding(server.database, { contentHash: file.contentHash, status: 'READY' }, keys)
  await put(server.store, stream, Buffer.from('#EXTM3U\n'), 'application/vnd.apple.mpegurl')
  const video = {
    releaseId: release.id,
    videoId: file.videoId!,
    path: 'video.mp4',
    encodingId: encoding.id,
    attempt: 1,
  }
  await server.database.releaseVideo.create({ data: video })
  const environment = await server.environment({ slug: `e-${randomUUID().slice(0, 8)}` })
  await buildDeployment(server.database, { releaseId: release.id, environmentId: environment.id })
  const root = `${server.content}/${environment.slug}/${pkg.slug}`
  const query = `{ playlists(package: "${pkg.slug}", release: 1, environment: "${environment.slug}") { url } }`
  return {
    ...{ pkg, environment, pointer: `${root}/`, page: `${root}/1/index.html`, stream: `${server.content}/${stream}` },
    playlists: `${server.content}/graphql?query=${encodeURIComponent(query)}`,
  }
}

const playlistsAt = async (url: string) => (await (await fetch(url)).json()).data.playlists

test('unpublished content is gone at once at the origin, and in a cache in front of it after its lifetime', async () => {
  const { pkg, environment, pointer, page, stream, playlists } = await publishPackage()
  const cache = new Cache()
  for (const url of [page, playlists]) {
    expect(await cache.status(url)).toEqual({ status: 200, by: 'origin' })
    expect(await cache.status(url)).toEqual({ status: 200, by: 'cache' })
  }
  // The redirect to the current release is never cached.
  for (let time = 0; time < 2; time++) expect(await cache.status(pointer)).toEqual({ status: 302, by: 'origin' })
  expect((await fetch(stream)).status).toBe(200)
  expect(await playlistsAt(playlists)).toHaveLength(1)

  await change(server.database, systemActor, tx => unpublish(tx, systemActor, pkg.id, environment))
  await vi.waitFor(
    async () => {
      for (const url of [pointer, page, stream]) expect((await fetch(url, { redirect: 'manual' })).status).toBe(404)
      expect(await playlistsAt(playlists)).toBeNull()
    },
    { timeout: 30_000, interval: 100 },
  )
  expect(await cache.status(page)).toEqual({ status: 200, by: 'cache' })
  cache.seconds = 30
  expect(await cache.status(page)).toEqual({ status: 200, by: 'cache' })
  cache.seconds = 61
  expect(await cache.status(page)).toEqual({ status: 404, by: 'origin' })
  expect(await cache.status(playlists)).toEqual({ status: 200, by: 'origin' })
  expect(await playlistsAt(playlists)).toBeNull()
})
