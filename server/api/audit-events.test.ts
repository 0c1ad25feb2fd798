import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import type { Action } from '@lectern/domain/audit/actions'
import { change, type Event } from '@lectern/domain/audit/change'
import { readLogBounds } from '@lectern/domain/audit-log/log-bounds'
import { writeCursor } from '@lectern/domain/cursor'
import { openDatabase, type Package } from '@lectern/domain/database'
import { createClient } from 'graphql-ws'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import WebSocket from 'ws'
import { buildPackage, harry } from '../../domain/test/factories.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { type Random, randomFrom, randomSeed } from '../../sandbox/story/mixtures/random.ts'
import { openTestServer, type TestServer, testSettings } from '../test/server.ts'

const eventCount = 10_000

let server: TestServer
let pkg: Package
let token: string
beforeAll(async () => {
  server = await openTestServer()
  pkg = await buildPackage(server.database)
  token = await server.token()
})
afterAll(() => server.close())

const subscription = (fields: string) => `subscription ($after: String, $filter: AuditFilter) {
  auditEvents(after: $after, filter: $filter) { cursor action ${fields} } }`
type Received = { cursor: string; action: string; summary: string; package: { slug: string } | null }
type Result = { data?: { auditEvents: Received } | null; errors?: readonly { extensions?: { code?: string } }[] }

const socketUrl = (admin: string) => `${admin.replace('http', 'ws')}/graphql`

/** Subscribes at a server. Connection errors are thrown. */
function subscribe(url: string, variables: object, secret = token, fields = 'summary package { slug }') {
  const client = createClient({
    url,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${secret}` },
    retryAttempts: 0,
  })
  const results = client.iterate({
    query: subscription(fields),
    variables: { ...variables },
  }) as AsyncIterableIterator<Result>
  return { client, results }
}

async function firstResult(variables: object, secret = token): Promise<Result | undefined> {
  const { client, results } = subscribe(socketUrl(server.admin), variables, secret)
  onTestFinished(() => void client.dispose())
  return (await results.next()).value
}

const event = (action: string, summary = action): Event => ({
  action: action as Action,
  subjectType: 'Package',
  subjectId: pkg.id,
  packageId: pkg.id,
  summary,
})
const record = (...events: Event[]) => change(server.database, { actor: harry }, async () => ({ result: null, events }))
const cursorOf = (sequence: bigint) => writeCursor([sequence])

/** Starts another server process on the same database. */
async function startProcess(ports: number[]): Promise<ChildProcess> {
  const settings = testSettings(server.settings.DATABASE_URL!, ports)
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    env: { ...process.env, ...settings },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  await once(child, 'message')
  return child
}

/** How many followers a server has, and whether it is there. */
type Target = { url: string; followers: number; isUp: boolean }

/**
 * Follows the log until its end. Disconnects at random, sometimes without a word, and continues after the last cursor at
 * a random server that is up. Returns the cursors that it received, how often it connected, and how often it lost a server.
 */
async function follow(targets: Target[], first: number, random: Random, after: string, filter: object, secret: string) {
  const cursors: string[] = []
  let lost = 0
  let target = targets[first % targets.length]!
  for (let connections = 1; ; connections++) {
    // Who follows needs no package: reading one for each event is what takes longest.
    const { client, results } = subscribe(target.url, { after: cursors.at(-1) ?? after, filter }, secret, '')
    let room = Math.ceil(random() * 2_500)
    const isPolite = random() < 0.5
    target.followers++
    try {
      for await (const { data, errors } of results) {
        if (errors) throw new Error(JSON.stringify(errors))
        cursors.push(data!.auditEvents.cursor)
        if (data!.auditEvents.action === 'test.end') return { cursors, connections, lost }
        if (--room > 0) continue
        if (isPolite) break
        client.terminate()
      }
    } catch (error) {
      if (!isConnectionError(error)) throw error
      if (room > 0) lost++
    } finally {
      target.followers--
      await client.dispose()
    }
    const up = targets.filter(({ isUp }) => isUp)
    target = up[Math.floor(random() * up.length)]!
  }
}

const isConnectionError = (error: unknown) =>
  !(error instanceof Error) || 'code' in error || /ECONN|socket/i.test(error.message)

test(`no event is missed and none comes twice, while subscribers disconnect and a server is killed (seed ${randomSeed})`, async () => {
  const random = randomFrom(randomSeed)
  const ports = await freePorts(2)
  const child = await startProcess(ports)
  const urls = [server.admin, `http://127.0.0.1:${ports[0]}`]
  const targets = urls.map((admin): Target => ({ url: socketUrl(admin), followers: 0, isUp: true }))
  const { last: start } = await readLogBounds(server.database)
  const packageToken = await server.token('AUTHOR')
  await server.database.grant.updateMany({
    where: { token: { grants: { some: { role: 'AUTHOR' } } } },
    data: { packageId: pkg.id },
  })
  const kinds: [filter: object, secret: string][] = [
    ...[{}, {}, { actions: ['test.a', 'test.end'] }, { search: 'even' }].map((filter): [object, string] => [
      filter,
      token,
    ]),
    [{}, packageToken],
  ]
  const followers = Promise.all(
    kinds.map(([filter, secret], index) => follow(targets, index, random, cursorOf(start), filter, secret)),
  )

  const database = openDatabase(server.settings.DATABASE_URL!, 4)
  onTestFinished(() => database.$disconnect())
  let written = 0
  const write = async () => {
    while (written < eventCount) {
      const events = Array.from({ length: Math.ceil(random() * 20) }, () => {
        const number = written++
        const isOfPackage = random() < 0.5
        const parity = number % 2 === 0 ? 'Even' : 'Odd'
        return {
          ...event(random() < 0.3 ? 'test.a' : 'test.b', `${parity} ${number}`),
          ...(isOfPackage ? {} : { packageId: undefined }),
        }
      })
      await change(database, { actor: harry }, async () => ({ result: null, events }))
    }
  }
  const kill = async () => {
    const target = targets[1]!
    while (written < eventCount / 3 || target.followers === 0) await new Promise(resolve => setTimeout(resolve, 20))
    target.isUp = false
    child.kill('SIGKILL')
  }
  await Promise.all([write(), write(), write(), write(), kill()])
  await record(event('test.end', 'Even the end'))

  const received = await followers
  const events = await server.database.auditEvent.findMany({
    where: { sequence: { gt: start } },
    orderBy: { sequence: 'asc' },
  })
  const cursors = (fits: (row: (typeof events)[number]) => boolean) =>
    events.filter(fits).map(({ sequence }) => cursorOf(sequence))
  for (const { cursors: all } of received.slice(0, 2)) expect(all).toEqual(cursors(() => true))
  expect(received[2]!.cursors).toEqual(cursors(({ action }) => action === 'test.a' || action === 'test.end'))
  expect(received[3]!.cursors).toEqual(cursors(({ summary }) => summary.startsWith('Even')))
  expect(received[4]!.cursors).toEqual(cursors(({ packageId }) => packageId === pkg.id))
  const connections = received.map(({ connections }) => connections)
  console.info(`${events.length} events, ${connections.join(', ')} connections (seed ${randomSeed})`)
  expect(Math.max(...connections)).toBeGreaterThan(3)
  expect(received.some(({ lost }) => lost > 0)).toBe(true)
})

test('begins with the events after the cursor, or without one with those from now on', async () => {
  const { last } = await readLogBounds(server.database)
  await record(event('test.one'), event('test.two'))
  expect(await firstResult({ after: cursorOf(last) })).toMatchObject({ data: { auditEvents: { action: 'test.one' } } })
  const { client, results } = subscribe(socketUrl(server.admin), {})
  onTestFinished(() => void client.dispose())
  const first = results.next()
  // The subscription may begin after an event, so events go on until it has one.
  const timer = setInterval(() => void record(event('test.three')), 500)
  onTestFinished(() => clearInterval(timer))
  expect((await first).value).toMatchObject({
    data: { auditEvents: { action: 'test.three', package: { slug: pkg.slug } } },
  })
})

test('rejects a cursor that retention has passed, and one that is not of this log', async () => {
  const { last } = await readLogBounds(server.database)
  const code = async (variables: object) => (await firstResult(variables))?.errors?.[0]?.extensions?.code
  expect(await code({ after: 'nonsense' })).toBe('INVALID_INPUT')
  expect(await code({ after: cursorOf(last + 1_000_000n) })).toBe('INVALID_INPUT')
  expect(await code({ after: writeCursor(['a path']) })).toBe('INVALID_INPUT')
  expect(await code({ filter: { package: 'nowhere' } })).toBe('NOT_FOUND')
  expect(await code({ filter: { environment: 'nowhere' } })).toBe('NOT_FOUND')
  const expire = (sequence: number) =>
    withClient(server.ownerUrl, client => client.query('UPDATE audit_checkpoint SET sequence = $1', [sequence]))
  await expire(2)
  onTestFinished(() => void expire(0))
  expect(await code({ after: cursorOf(1n) })).toBe('CURSOR_EXPIRED')
  expect(await firstResult({ after: cursorOf(2n) })).toMatchObject({ data: { auditEvents: { cursor: cursorOf(3n) } } })
  const { errors } = await server.ask(
    `{ auditLog(after: "${cursorOf(1n)}") { nodes { cursor } } }`,
    {},
    {
      authorization: `Bearer ${token}`,
    },
  )
  expect(errors?.[0]?.extensions.code).toBe('CURSOR_EXPIRED')
})

test('ends with an error when a right is lost, and is refused without any', async () => {
  const secret = await server.token('PUBLISHER')
  const { last } = await readLogBounds(server.database)
  await record(event('test.right'))
  const { client, results } = subscribe(socketUrl(server.admin), { after: cursorOf(last) }, secret)
  onTestFinished(() => void client.dispose())
  expect((await results.next()).value).toMatchObject({ data: { auditEvents: { action: 'test.right' } } })
  const ended = results.next()
  await server.database.grant.deleteMany({ where: { role: 'PUBLISHER' } })
  const timer = setInterval(() => void record(event('test.later')), 1_000)
  onTestFinished(() => clearInterval(timer))
  let result = (await ended).value as Result
  // Rights are kept for a second, so that an event may come first.
  while (!result.errors) result = (await results.next()).value
  expect(result.errors[0]?.extensions?.code).toBe('FORBIDDEN')
  expect((await firstResult({}, secret))?.errors?.[0]?.extensions?.code).toBe('FORBIDDEN')
})
