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

/** A shared cache by the rules of HTTP (RFC 9111), whose clock can be put forward. */
class Cache {
  seconds = 0
  readonly #kept = new Map<string, { policy: CachePolicy; status: number }>()

  /** The status that a reader gets, and who answered. */
  async status(url: string): Promise<{ status: number; by: 'cache' | 'origin' }> {
    const request = { url, method: 'GET', headers: {} }
    const known = this.#kept.get(url)
    if (known?.policy.satisfiesWithoutRevalidation(request)) return { status: known.status, by: 'cache' }
    const answer = await fetch(url, { redirect: 'manual' })
    await answer.arrayBuffer()
    const { status } = answer
    const policy = new CachePolicy(request, { status, headers: Object.fromEntries(answer.headers) }, { shared: true })
    Object.assign(policy, { now: () => Date.now() + this.seconds * 1000 })
    if (policy.storable()) this.#kept.set(url, { policy, status })
    return { status, by: 'origin' }
  }
}

/** A published package with a page, a film and its stream; the addresses of all of it. */
async function buildShown() {
  const pkg = await buildPackage(server.database)
  const release = await server.release(pkg.id, { 'index.html': 'page', 'film.mp4': `film ${randomUUID()}` })
  const file = await server.database.releaseFile.findFirstOrThrow({ where: { packageId: pkg.id, path: 'film.mp4' } })
  const stream = `media/${file.contentHash}/test/1/film.m3u8`
  const keys = { masterKey: stream, durationSeconds: 2 }
  const encoding = await buildEncoding(server.database, { contentHash: file.contentHash, status: 'READY' }, keys)
  await put(server.store, stream, Buffer.from('#EXTM3U\n'), 'application/vnd.apple.mpegurl')
  const video = { releaseId: release.id, videoId: file.videoId!, path: 'film.mp4', encodingId: encoding.id, attempt: 1 }
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

test('what was unpublished is gone at the origin at once, and in a cache in front of it when its age is over', async () => {
  const { pkg, environment, pointer, page, stream, playlists } = await buildShown()
  const cache = new Cache()
  for (const url of [page, playlists]) {
    expect(await cache.status(url)).toEqual({ status: 200, by: 'origin' })
    expect(await cache.status(url)).toEqual({ status: 200, by: 'cache' })
  }
  // The pointer is nobody's to keep.
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
