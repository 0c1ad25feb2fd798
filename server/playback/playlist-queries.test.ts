import { randomBytes } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { publicSchema } from '@lectern/schema/graphql'
import { PrismaPg } from '@prisma/adapter-pg'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { buildDeployment, buildEncoding, buildPackage, buildVideo } from '../../domain/test/factories.ts'
import { PrismaClient } from '@lectern/domain/generated/prisma/client'
import { contentHost } from './content-host.ts'
import { closeListener, listen } from '../listener.ts'
import { openTestServer, type TestServer } from '../test/server.ts'
import type { Services } from '../open-services.ts'

let server: TestServer
let counted: PrismaClient<'query'>
let listener: Server
const statements: string[] = []
beforeAll(async () => {
  server = await openTestServer()
  const adapter = new PrismaPg({ connectionString: server.configuration.DATABASE_URL, max: 2 })
  counted = new PrismaClient({ adapter, log: [{ emit: 'event', level: 'query' }] })
  counted.$on('query', ({ query }) => void statements.push(query))
  const log = pino({ level: 'silent' })
  const { configuration, store } = server
  const world = { configuration, store, log, database: counted } as unknown as Services
  const host = contentHost(world, publicSchema)
  listener = createServer((message, response) => void host(message, response))
  await listen(listener, 0, '127.0.0.1')
})
afterAll(async () => {
  await closeListener(listener)
  await counted.$disconnect()
  await server.close()
})

const text = `query P($package: String!, $release: Int, $environment: String) {
  playlists(package: $package, release: $release, environment: $environment) { path url captions { url } } }`

const question = (variables: object) =>
  `/graphql?${new URLSearchParams({ query: text, variables: JSON.stringify(variables) })}`

/** A package with a video, in an environment; `again` shows the next release, whose video has another stream. */
async function filmed() {
  const pkg = await buildPackage(server.database)
  const environment = await server.environment()
  const video = await buildVideo(server.database, { packageId: pkg.id, path: 'film.mp4' })
  const again = async () => {
    const key = `media/${randomBytes(32).toString('hex')}/h264-1/1/index.m3u8`
    const encoding = await buildEncoding(server.database, { status: 'READY' }, { masterKey: key })
    const release = await server.release(pkg.id, { 'film.mp4': 'x', 'film.de.vtt': 'WEBVTT' })
    const row = { releaseId: release.id, videoId: video.id, path: 'film.mp4', encodingId: encoding.id, attempt: 1 }
    await server.database.releaseVideo.create({ data: row })
    return { number: release.number, releaseId: release.id, url: `${server.content}/${key}` }
  }
  const first = await again()
  await buildDeployment(server.database, { releaseId: first.releaseId, environmentId: environment.id })
  return { pkg, environment, first, again }
}

describe('the queries of playlists', () => {
  const asked = async (address: string, init: RequestInit = {}) => {
    const { port } = listener.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}${address}`, init)
    expect((await answer.json()).data.playlists).toHaveLength(1)
    return statements.splice(0).length
  }
  const post = (variables: object): [string, RequestInit] => [
    '/graphql',
    {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ query: text, variables }),
    },
  ]

  test.each([
    ['by GET', (variables: object): [string, RequestInit] => [question(variables), {}]],
    ['by POST', post],
  ])('are one when nothing is remembered, and none a moment later (%s)', async (_how, asking) => {
    for (const release of [undefined, 1])
      await vi.waitFor(async () => {
        const { pkg, environment } = await filmed()
        const which = asking({ package: pkg.slug, environment: environment.slug, release })
        expect([await asked(...which), await asked(...which)]).toEqual([1, 0])
      }, 20_000)
  })
})

describe('a second after', () => {
  const asked = async (variables: object) => {
    const answer = await fetch(server.content + question(variables))
    return (await answer.json()).data.playlists
  }

  test('another release was deployed its stream is told, and none after it was unpublished', async () => {
    const { pkg, environment, first, again } = await filmed()
    const ask = async (mutation: string, variables: object) => {
      const headers = { authorization: `Bearer ${await server.token('OWNER')}` }
      expect((await server.ask(mutation, variables, headers)).errors).toBeUndefined()
    }
    const which = { package: pkg.slug, environment: environment.slug }
    expect(await asked(which)).toMatchObject([{ url: first.url }])
    const second = await again()
    await ask(
      'mutation ($p: String!, $n: Int!, $e: String!) { deployRelease(package: $p, release: $n, environment: $e) { id } }',
      { p: pkg.slug, n: second.number, e: environment.slug },
    )
    // Asked at once, so that an answer from before the change is what would be remembered.
    await asked(which)
    await sleep(1_000)
    expect(await asked(which)).toMatchObject([{ url: second.url }])
    await ask('mutation ($p: String!, $e: String!) { unpublishPackage(slug: $p, environment: $e) { id } }', {
      p: pkg.slug,
      e: environment.slug,
    })
    await asked(which)
    await sleep(1_000)
    expect(await asked(which)).toBeNull()
    expect(await asked({ ...which, release: first.number })).toBeNull()
  })
})

describe('an answer', () => {
  test('is sent to nobody who has it, and only described for HEAD', async () => {
    const { pkg, environment } = await filmed()
    const address = server.content + question({ package: pkg.slug, environment: environment.slug })
    const answer = await fetch(address)
    const etag = answer.headers.get('etag')!
    const length = answer.headers.get('content-length')
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'cache-control': 'public, max-age=60',
      'access-control-allow-origin': '*',
      'x-content-type-options': 'nosniff',
    })
    const known = await fetch(address, { headers: { 'if-none-match': etag } })
    expect([known.status, known.headers.get('cache-control')]).toEqual([304, 'public, max-age=60'])
    const head = await fetch(address, { method: 'HEAD' })
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, length, ''])
  })

  test('of another kind is not taken for it', async () => {
    const { pkg, environment } = await filmed()
    const address = server.content + question({ package: pkg.slug, environment: environment.slug })
    for (const accept of ['application/json', 'application/graphql-response+json'])
      expect((await fetch(address, { headers: { accept } })).headers.get('content-type')).toContain(accept)
  })

  test('with errors is made anew for each who asks', async () => {
    const broken = async () => {
      const answer = await fetch(`${server.content}/graphql?query={nothing}`)
      const [error] = (await answer.json()).errors
      return [answer.headers.get('x-request-id') === error.extensions.requestId, answer.headers.get('cache-control')]
    }
    expect([await broken(), await broken()]).toEqual([
      [true, 'no-store'],
      [true, 'no-store'],
    ])
  })
})
