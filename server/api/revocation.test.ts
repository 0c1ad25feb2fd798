import { fork } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Role } from '@lectern/domain/access/permissions'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { buildPackage } from '../../domain/test/factories.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { signedInPerson } from '../test/people.ts'
import { openTestServer, type TestServer, testSettings } from '../test/server.ts'

/** What the product promises. */
const maxDelayMs = 5_000

let server: TestServer
let admin: Awaited<ReturnType<typeof signedInPerson>>
let slug: string
/** The admin's origin of another server process on the same database. */
let otherOrigin: string
let stopOther: () => Promise<unknown>

beforeAll(async () => {
  server = await openTestServer()
  admin = await signedInPerson(server, { role: 'OWNER' })
  await signedInPerson(server, { role: 'OWNER' })
  ;({ slug } = await buildPackage(server.database))
  const ports = await freePorts(2)
  const settings = { ...server.settings, ...testSettings(server.settings.DATABASE_URL!, ports) }
  otherOrigin = settings.LECTERN_ADMIN_URL!
  const child = fork(join(import.meta.dirname, '../main.ts'), { env: { ...process.env, ...settings } })
  stopOther = async () => {
    child.kill('SIGTERM')
    await once(child, 'exit')
  }
  await once(child, 'message')
  // Starting a process takes long on a busy machine.
}, 300_000)
afterAll(async () => {
  await stopOther?.()
  await server?.close()
})

const query = 'subscription ($slug: String!) { packageChanged(slug: $slug) { slug } }'
type Headers = Record<string, string>
type Ended = { code: unknown; atMs: number }

/** Something open at a server. `ended` resolves with the code of the last error when it ends. */
type Open = { name: string; ended: Promise<Ended> }

async function openSocketStream(origin: string, headers: Headers): Promise<Open> {
  class SocketWithHeaders extends WebSocket {
    constructor(url: string, protocols: string[]) {
      super(url, protocols, { headers })
    }
  }
  const client = createClient({
    url: `${origin.replace('http', 'ws')}/graphql`,
    webSocketImpl: SocketWithHeaders,
    retryAttempts: 0,
  })
  onTestFinished(() => void client.dispose())
  const stream = client.iterate({ query, variables: { slug } })
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { slug } } })
  return { name: 'subscription over a socket', ended: lastError(stream as AsyncIterable<Result>) }
}

async function openEventStream(origin: string, headers: Headers): Promise<Open> {
  const response = await fetch(`${origin}/graphql`, {
    method: 'POST',
    headers: { ...headers, accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify({ query, variables: { slug } }),
  })
  const stream = results(response)
  expect((await stream.next()).value).toEqual({ data: { packageChanged: { slug } } })
  return { name: 'server-sent events', ended: lastError(stream) }
}

/** Opens an idle socket. Its end has the close code. */
async function openIdleSocket(origin: string, headers: Headers): Promise<Open> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers })
  onTestFinished(() => socket.close())
  await once(socket, 'open')
  socket.send(JSON.stringify({ type: 'connection_init' }))
  await once(socket, 'message')
  const ended = once(socket, 'close').then(([code]) => ({ code, atMs: performance.now() }))
  return { name: 'idle socket', ended }
}

type Result = { errors?: readonly { extensions?: Record<string, unknown> }[] }

async function lastError(stream: AsyncIterable<Result>): Promise<Ended> {
  for await (const { errors } of stream)
    if (errors) return { code: errors[0]?.extensions?.code, atMs: performance.now() }
  return { code: 'ended without an error', atMs: performance.now() }
}

async function* results(response: Response): AsyncGenerator<Result, void, void> {
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    const events = (text + chunk).split('\n\n')
    text = events.pop()!
    for (const event of events) {
      const data = /^event: next\ndata: (.+)$/m.exec(event)?.[1]
      if (data) yield JSON.parse(data)
    }
  }
}

/** Opens everything at both processes. `origin`: the header that the process expects. */
async function openEverywhere(credentials: Headers, isSession: boolean): Promise<Open[]> {
  const all: Open[] = []
  for (const [process, origin] of [
    ['this process', server.admin],
    ['the other process', otherOrigin],
  ] as const) {
    const headers = isSession ? { ...credentials, origin } : credentials
    for (const open of [openSocketStream, openEventStream, openIdleSocket]) {
      const { name, ended } = await open(origin, headers)
      all.push({ name: `${name} of ${process}`, ended })
    }
  }
  return all
}

/** Revokes something, and returns how everything ended; after 5 seconds it is late. */
async function endsAfter(opened: Open[], revoke: () => Promise<unknown>) {
  await revoke()
  const revokedAtMs = performance.now()
  const late = sleep(maxDelayMs).then(() => ({ code: 'still open', atMs: Infinity }))
  const ends = await Promise.all(
    opened.map(async ({ name, ended }) => ({ name, ...(await Promise.race([ended, late])) })),
  )
  const slowestMs = Math.max(...ends.map(({ atMs }) => atMs - revokedAtMs))
  console.info(`revocation: the slowest connection ended after ${Math.round(slowestMs)} ms`)
  return Object.fromEntries(ends.map(({ name, code }) => [name, code]))
}

const endedAs = (code: string) =>
  Object.fromEntries(
    ['this process', 'the other process'].flatMap(process => [
      [`subscription over a socket of ${process}`, code],
      [`server-sent events of ${process}`, code],
      [`idle socket of ${process}`, 4403],
    ]),
  )

const mutate = (text: string, id: string) => () => admin.ask(`mutation ($id: ID!) { ${text} }`, { id })

async function tokenMadeBy(userId: string | null, role: Role = 'AUDITOR') {
  const secret = await server.token(role)
  const { id } = await server.database.apiToken.findFirstOrThrow({ orderBy: { id: 'desc' } })
  const createdBy = userId ? { kind: 'USER', name: 'Maker', userId } : { kind: 'SYSTEM', name: 'Lectern' }
  await server.database.apiToken.update({ where: { id }, data: { createdBy } })
  return { id, headers: { authorization: `Bearer ${secret}` } }
}

describe('within five seconds, on both processes', () => {
  test('a deactivated person loses sessions and tokens', async () => {
    const person = await signedInPerson(server, { role: 'AUDITOR' })
    const token = await tokenMadeBy(person.id)
    const opened = await openEverywhere({ cookie: person.cookie }, true)
    const ofToken = await openEverywhere(token.headers, false)
    const revoke = mutate('deactivateUser(id: $id) { active }', person.key)
    const codes = await endsAfter([...opened, ...ofToken.map(one => ({ ...one, name: `token: ${one.name}` }))], revoke)
    const expected = endedAs('UNAUTHENTICATED')
    const ofTokens = Object.fromEntries(Object.entries(expected).map(([name, code]) => [`token: ${name}`, code]))
    expect(codes).toEqual({ ...expected, ...ofTokens })
    for (const origin of [server.admin, otherOrigin]) {
      const headers = { 'content-type': 'application/json', ...token.headers }
      const response = await fetch(`${origin}/graphql`, {
        method: 'POST',
        headers,
        body: '{"query":"{ viewer { permissions } }"}',
      })
      expect(response.status).toBe(401)
    }
  })

  test('a revoked session ends, and another one of the person stays', async () => {
    const person = await signedInPerson(server, { role: 'AUDITOR' })
    const other = (await person.signIn())!
    const opened = await openEverywhere({ cookie: person.cookie }, true)
    const staying = await openEverywhere({ cookie: other }, true)
    const id = Buffer.from(`Session:${person.sessionId}`).toString('base64url')
    const codes = await endsAfter(opened, mutate('revokeSession(id: $id) { id }', id))
    expect(codes).toEqual(endedAs('UNAUTHENTICATED'))
    const still = await Promise.race([...staying.map(({ ended }) => ended), sleep(500).then(() => 'open')])
    expect(still).toBe('open')
  })

  test('a revoked token ends', async () => {
    const token = await tokenMadeBy(null)
    const opened = await openEverywhere(token.headers, false)
    const codes = await endsAfter(opened, () =>
      server.database.apiToken.update({ where: { id: token.id }, data: { revokedAt: new Date() } }),
    )
    expect(codes).toEqual(endedAs('UNAUTHENTICATED'))
  })

  test('a token whose maker lost the right loses its subscriptions, and so does the maker', async () => {
    const maker = await signedInPerson(server, { role: 'AUDITOR' })
    const token = await tokenMadeBy(maker.id)
    const opened = [
      ...(await openEverywhere({ cookie: maker.cookie }, true)),
      ...(await openEverywhere(token.headers, false)),
    ]
    const streams = opened.filter(({ name }) => !name.startsWith('idle'))
    const { id } = await server.database.grant.findFirstOrThrow({ where: { userId: maker.id } })
    const key = Buffer.from(`Grant:${id}`).toString('base64url')
    const codes = await endsAfter(streams, mutate('revokeGrant(id: $id) { id }', key))
    expect(new Set(Object.values(codes))).toEqual(new Set(['NOT_FOUND']))
  })

  test('a session and a token end when they expire', async () => {
    const person = await signedInPerson(server, { role: 'AUDITOR' })
    const token = await tokenMadeBy(null)
    const opened = await openEverywhere({ cookie: person.cookie }, true)
    const ofToken = await openEverywhere(token.headers, false)
    const codes = await endsAfter([...opened, ...ofToken], async () => {
      const expiresAt = new Date(Date.now() + 1_000)
      await server.database.session.update({ where: { id: person.sessionId }, data: { expiresAt } })
      await server.database.apiToken.update({ where: { id: token.id }, data: { expiresAt } })
      await sleep(1_000)
    })
    expect(codes).toEqual(endedAs('UNAUTHENTICATED'))
  })

  test('also when no report of the database arrives', async () => {
    const person = await signedInPerson(server, { role: 'AUDITOR' })
    const opened = await openEverywhere({ cookie: person.cookie }, true)
    const withoutReports = async () => {
      await withClient(server.ownerUrl, async client => {
        await client.query('ALTER TABLE session DISABLE TRIGGER session_changed')
        await client.query('DELETE FROM session WHERE id = $1', [person.sessionId])
        await client.query('ALTER TABLE session ENABLE TRIGGER session_changed')
        await client.query('UPDATE access_version SET version = version + 1')
      })
    }
    const codes = await endsAfter(opened, withoutReports)
    expect(codes).toEqual(endedAs('UNAUTHENTICATED'))
  })
})
