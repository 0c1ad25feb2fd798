import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { PrismaClient } from '@lectern/domain/generated/prisma/client'
import { withUtcSessions } from '@lectern/domain/utc-sessions'
import { publicSchema } from '@lectern/schema/graphql'
import { PrismaPg } from '@prisma/adapter-pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildDeployment, buildEncoding, buildPackage, buildVideo } from '../../domain/test/factories.ts'
import { closeListener, listen } from '../listener.ts'
import type { ServerServices } from '../open-services.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import { contentHost } from './content-host.ts'

let server: TestServer
let countedDatabase: PrismaClient<'query'>
let listener: Server
const statements: string[] = []
beforeAll(async () => {
  server = await openTestServer()
  const adapter = new PrismaPg({ connectionString: withUtcSessions(server.configuration.DATABASE_URL), max: 2 })
  countedDatabase = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  countedDatabase.$on('query', ({ query }) => void statements.push(query))
  const log = pino({ level: 'silent' })
  const { configuration, store } = server
  const settings = { content: configuration }
  const services = { configuration, settings, store, log, database: countedDatabase } as unknown as ServerServices
  const host = contentHost(services, publicSchema, null)
  listener = createServer((message, response) => void host(message, response))
  await listen(listener, 0, '127.0.0.1')
})
afterAll(async () => {
  await closeListener(listener)
  await countedDatabase.$disconnect()
  await server.close()
})

const playlistQuery = `query P($package: String!, $release: Int, $environment: String) {
  playlists(package: $package, release: $release, environment: $environment) { path url captions { url } } }`

const queryPath = (variables: object) =>
  `/graphql?${new URLSearchParams({ query: playlistQuery, variables: JSON.stringify(variables) })}`

test('a text that cannot be stored is a BAD_REQUEST, by GET and by POST', async () => {
  const { port } = listener.address() as AddressInfo
  for (const wrong of [{ package: 'a\0' }, { package: 'p', environment: '\ud800' }]) {
    const variables = { environment: 'staging', ...wrong }
    const responses = [
      await fetch(`http://127.0.0.1:${port}${queryPath(variables)}`),
      await fetch(`http://127.0.0.1:${port}/graphql`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ query: playlistQuery, variables }),
      }),
    ]
    for (const response of responses) {
      expect(response.headers.get('cache-control')).toBe('no-store')
      expect(await response.json()).toMatchObject({
        data: { playlists: null },
        errors: [{ extensions: { code: 'BAD_REQUEST', requestId: expect.any(String) } }],
      })
    }
  }
})

/** Deploys a package with a video. `buildNextRelease` creates another release, whose video has another stream. */
async function buildVideoPackage() {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const video = await buildVideo(server.database, { packageId: pkg.id, path: 'video.mp4' })
  const buildNextRelease = async () => {
    const key = `media/${randomBytes(32).toString('hex')}/h264-1/1/index.m3u8`
    const encoding = await buildEncoding(server.database, { status: 'READY' }, { masterKey: key })
    const release = await server.release(pkg.id, { 'video.mp4': 'x', 'video.de.vtt': 'WEBVTT' })
    const row = { releaseId: release.id, videoId: video.id, path: 'video.mp4', encodingId: encoding.id, attempt: 1 }
    await server.database.releaseVideo.create({ data: row })
    return { number: release.number, releaseId: release.id, url: `${server.content}/${key}` }
  }
  const first = await buildNextRelease()
  await buildDeployment(server.database, { releaseId: first.releaseId, environmentId: environment.id })
  return { pkg, environment, first, buildNextRelease }
}

describe('the queries of playlists', () => {
  const countQueries = async (address: string, init: RequestInit = {}) => {
    const { port } = listener.address() as AddressInfo
    const response = await fetch(`http://127.0.0.1:${port}${address}`, init)
    expect((await response.json()).data.playlists).toHaveLength(1)
    return statements.splice(0).length
  }
  const post = (variables: object): [string, RequestInit] => [
    '/graphql',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: playlistQuery, variables }),
    },
  ]

  test.each([
    ['by GET', (variables: object): [string, RequestInit] => [queryPath(variables), {}]],
    ['by POST', post],
  ])('are one with an empty cache, and none right after (%s)', async (_how, toRequest) => {
    for (const release of [undefined, 1])
      await vi.waitFor(async () => {
        const { pkg, environment } = await buildVideoPackage()
        const request = toRequest({ package: pkg.slug, environment: environment.slug, release })
        expect([await countQueries(...request), await countQueries(...request)]).toEqual([1, 0])
      }, 20_000)
  })
})

describe('one second after', () => {
  const fetchUrls = async (variables: object) => {
    const response = await fetch(server.content + queryPath(variables))
    return (await response.json()).data.playlists
  }

  test('a deployment, the new stream is returned, and none after unpublishing', async () => {
    const { pkg, environment, first, buildNextRelease } = await buildVideoPackage()
    const ask = async (mutation: string, variables: object) => {
      const headers = { authorization: `Bearer ${await server.token('OWNER')}` }
      expect((await server.ask(mutation, variables, headers)).errors).toBeUndefined()
    }
    const target = { package: pkg.slug, environment: environment.slug }
    expect(await fetchUrls(target)).toMatchObject([{ url: first.url }])
    const second = await buildNextRelease()
    await ask(
      'mutation ($p: String!, $n: Int!, $e: String!) { deployRelease(package: $p, release: $n, environment: $e) { id } }',
      { p: pkg.slug, n: second.number, e: environment.slug },
    )
    // Fetches at once, so that a stale response would be cached. It expires 950 ms after its request started, and the
    // pause starts later, so a slow machine only waits longer than needed.
    await fetchUrls(target)
    await sleep(1_000)
    expect(await fetchUrls(target)).toMatchObject([{ url: second.url }])
    await ask('mutation ($p: String!, $e: String!) { unpublishPackage(slug: $p, environment: $e) { id } }', {
      p: pkg.slug,
      e: environment.slug,
    })
    await fetchUrls(target)
    await sleep(1_000)
    expect(await fetchUrls(target)).toBeNull()
    expect(await fetchUrls({ ...target, release: first.number })).toBeNull()
  })
})

describe('a response', () => {
  test('is not sent to clients that have it, and has no body for HEAD', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const address = server.content + queryPath({ package: pkg.slug, environment: environment.slug })
    const response = await fetch(address)
    const etag = response.headers.get('etag')!
    const length = response.headers.get('content-length')
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    })
    const known = await fetch(address, { headers: { 'if-none-match': etag } })
    expect([known.status, known.headers.get('cache-control')]).toEqual([304, 'public, max-age=60'])
    const head = await fetch(address, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, length, ''])
  })

  test('is cached separately for each accepted type', async () => {
    const { pkg, environment } = await buildVideoPackage()
    const address = server.content + queryPath({ package: pkg.slug, environment: environment.slug })
    for (const accept of ['application/json', 'application/graphql-response+json'])
      expect((await fetch(address, { headers: { accept } })).headers.get('content-type')).toContain(accept)
  })

  test('with errors is not cached', async () => {
    const fetchError = async () => {
      const response = await fetch(`${server.content}/graphql?query={nothing}`)
      const [error] = (await response.json()).errors
      return [
        response.headers.get('x-request-id') === error.extensions.requestId,
        response.headers.get('cache-control'),
      ]
    }
    expect([await fetchError(), await fetchError()]).toEqual([
      [true, 'no-store'],
      [true, 'no-store'],
    ])
  })
})
