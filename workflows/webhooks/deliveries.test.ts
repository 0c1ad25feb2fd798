import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Actor, systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type Database, openDatabase, type Webhook } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { maxFailingMs } from '@lectern/domain/webhooks/retry'
import {
  createWebhook,
  replayWebhook,
  requestTestDelivery,
  updateWebhook,
  type WebhookUpdate,
} from '@lectern/domain/webhooks/webhooks'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, inject, onTestFinished, test, vi } from 'vitest'
import { buildApiToken, buildGrant, buildPackage, buildUser } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { freePorts } from '../../sandbox/machine/ports.ts'
import { startExample } from '../test/docs-example.ts'
import { type Answer, type Message, startSubscriber } from '../test/subscriber.ts'
import { createNamespace } from '../test/temporal-namespace.ts'
import type { WebhookWorkerSettings } from '../test/webhook-worker.ts'
import { tryWake } from '../wake.ts'
import { newWebhookSecret, sealWebhookSecret } from './secret.ts'

const secret = Buffer.alloc(32, 1).toString('base64')
/** How long a subscriber may take here. */
const timeoutMs = 5_000
/** Names, and where they lead. Only 127.0.0.1 is an allowed private address. */
const addresses = {
  'private.test': ['127.0.0.2'],
  'public-first.test': ['93.184.216.34', '127.0.0.2'],
  'private-first.test': ['127.0.0.2', '93.184.216.34'],
  'mapped.test': ['::ffff:127.0.0.2'],
  'allowed-and-refused.test': ['127.0.0.1', '127.0.0.2'],
  'allowed-and-public.test': ['127.0.0.1', '93.184.216.34'],
}

let database: Database
let temporal: Client
let settings: WebhookWorkerSettings
let worker: ChildProcess

beforeAll(async () => {
  const { appUrl: databaseUrl } = await createTestDatabase()
  const [address, codePath] = [inject('temporalAddress'), inject('workflowBundle')]
  const namespace = await createNamespace()
  database = openDatabase(databaseUrl, 5)
  temporal = new Client({ connection: await Connection.connect({ address }), namespace })
  settings = { databaseUrl, address, namespace, codePath, secret, timeoutMs, addresses }
  await startWorker()
})
afterAll(async () => {
  worker.kill('SIGKILL')
  await temporal.connection.close()
  await database.$disconnect()
})

async function startWorker(): Promise<void> {
  worker = fork(join(import.meta.dirname, '../test/webhook-worker.ts'), [JSON.stringify(settings)])
  await once(worker, 'message')
}

async function buildAdmin(): Promise<Actor & { userId: string }> {
  const { id: userId, name } = await buildUser(database)
  await buildGrant(database, { userId, role: 'ADMIN' })
  return { kind: 'USER', name, userId }
}

let counter = 0

/** Builds a webhook with a subscriber and an action of its own, in the name of an administrator. */
async function build(answer?: Answer, { url, owner }: { url?: string; owner?: Actor } = {}) {
  const subscriber = await startSubscriber(answer)
  const action = `test.${++counter}`
  const by = { actor: owner ?? (await buildAdmin()) }
  const text = newWebhookSecret()
  subscriber.secret = text
  const row = { actions: [action], secret: text, sealedSecret: sealWebhookSecret(secret, text) }
  const { id } = await change(database, by, tx => createWebhook(tx, by, { url: url ?? subscriber.url, ...row }))
  const read = () =>
    database.webhook.findUniqueOrThrow({ where: { id }, include: { deliveries: { orderBy: { at: 'asc' } } } })
  const wake = () => tryWake({ temporal, log: pino({ level: 'silent' }) }, { workflow: 'webhook', webhookId: id })
  return {
    ...{ id, subscriber, read, wake, by },
    /** Records an event for this webhook, and returns the id of its deliveries. */
    async emit(event: { packageId?: string; after?: object } = {}): Promise<string> {
      const subject = { subjectType: 'Package', subjectId: event.packageId ?? 'p' }
      const fields = { action: action as never, summary: 'It happened', ...subject, ...event }
      await change(database, { actor: by.actor, ip: '::1' }, async () => ({ result: null, events: [fields] }))
      const where = { action, subjectId: subject.subjectId }
      const { sequence } = await database.auditEvent.findFirstOrThrow({ where, orderBy: { sequence: 'desc' } })
      return globalId('AuditEvent', String(sequence))
    },
    update: (input: WebhookUpdate) => change(database, by, tx => updateWebhook(tx, by, id, input)),
    /** Makes the wait until the next attempt end now. */
    async skipWait() {
      await database.webhook.update({ where: { id }, data: { nextAttemptAt: null } })
      await wake()
    },
    arrived: (count: number) => until(() => uniqueIds(subscriber.messages).length >= count),
    until: (check: (webhook: Webhook) => boolean) => until(async () => check(await read())),
  }
}

const sequenceOf = (id: string) => BigInt(Buffer.from(id, 'base64url').toString().split(':')[1]!)

const until = (check: () => boolean | Promise<boolean>) => vi.waitUntil(check, { timeout: 120_000, interval: 50 })

/**
 * The ids in the order of their arrival. Doubles that come one right after the other count once, because a slow machine
 * may repeat an attempt.
 */
const uniqueIds = (messages: Message[]) =>
  messages.filter(({ id }, index) => id !== messages[index - 1]?.id).map(({ id }) => id)

const emitMany = async (one: { emit: () => Promise<string> }, count: number) => {
  const ids: string[] = []
  for (let index = 0; index < count; index++) ids.push(await one.emit())
  return ids
}

test('delivers each event once, in order, with what its owner may read', async () => {
  const pkg = await buildPackage(database)
  const webhook = await build()
  const first = await webhook.emit({ packageId: pkg.id, after: { title: 'Physics' } })
  const others = await emitMany(webhook, 4)
  await webhook.arrived(5)
  expect(uniqueIds(webhook.subscriber.messages)).toEqual([first, ...others])
  expect(webhook.subscriber.messages[0]).toEqual({
    id: first,
    type: `test.${counter}`,
    timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
    data: {
      ...{ id: first, cursor: expect.any(String), summary: 'It happened', before: null, after: { title: 'Physics' } },
      actor: { kind: 'USER', name: webhook.by.actor.name, id: globalId('User', webhook.by.actor.userId!) },
      ...{ subjectType: 'Package', subjectId: globalId('Package', pkg.id) },
      package: { id: globalId('Package', pkg.id), slug: pkg.slug },
      ...{ environment: null, ip: '::1', requestId: null },
    },
  })
  await webhook.until(({ lastDeliveredAt }) => lastDeliveredAt !== null)
  expect(webhook.subscriber.rejected).toBe(0)
})

describe('a subscriber', () => {
  test('that is down for a while misses nothing', async () => {
    const placeholder = createServer().listen(0, '127.0.0.1')
    await once(placeholder, 'listening')
    const { port } = placeholder.address() as AddressInfo
    placeholder.close()
    const webhook = await build(undefined, { url: `http://127.0.0.1:${port}/events` })
    const ids = await emitMany(webhook, 3)
    await webhook.until(({ failedAttempts }) => failedAttempts > 0)
    const waiting = await webhook.read()
    expect(waiting).toMatchObject({ active: true, lastError: { code: 'UNREACHABLE' } })
    expect(waiting.nextAttemptAt!.getTime() - waiting.deliveries[0]!.at.getTime()).toBeGreaterThan(4_000)
    const back = await startSubscriber(undefined, port)
    back.secret = webhook.subscriber.secret
    await webhook.skipWait()
    await until(() => uniqueIds(back.messages).length >= 3)
    expect(uniqueIds(back.messages)).toEqual(ids)
    await webhook.until(({ lastError }) => lastError === null)
  })

  test('that is slow gets each event once', async () => {
    const webhook = await build(async (_, response) => {
      await sleep(timeoutMs / 5)
      response.end()
    })
    const ids = await emitMany(webhook, 3)
    await webhook.arrived(3)
    expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
  })

  test.each<[string, Answer, object]>([
    [
      'answers 500',
      (_, response) => response.writeHead(500).end('<h1>Oops\0</h1>'.padEnd(3_000, '.')),
      { httpStatus: 500, answer: '<h1>Oops</h1>'.padEnd(1_023, '.'), error: { code: 'NOT_ACCEPTED' } },
    ],
    ['redirects', (_, response) => response.writeHead(302, { location: '/other' }).end(), { httpStatus: 302 }],
    ['hangs', () => {}, { httpStatus: null, answer: null, error: { code: 'TIMEOUT' } }],
    [
      'is cut in the middle of its answer',
      (_, response) => {
        response.writeHead(200, { 'content-length': 100 }).write('half')
        setTimeout(() => response.destroy(), 50)
      },
      { httpStatus: 200, error: { code: 'ANSWER_INCOMPLETE' } },
    ],
  ])('that %s gets the same event again, before the next one', async (_, fail, delivery) => {
    let isFailing = true
    const webhook = await build((message, response, request) =>
      isFailing ? fail(message, response, request) : response.end(),
    )
    const ids = await emitMany(webhook, 2)
    await webhook.until(({ failedAttempts }) => failedAttempts >= 1)
    await webhook.skipWait()
    await webhook.until(({ failedAttempts }) => failedAttempts > 1)
    expect(uniqueIds(webhook.subscriber.messages)).toEqual([ids[0]])
    isFailing = false
    await webhook.skipWait()
    await webhook.arrived(2)
    expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
    await webhook.until(({ lastDeliveredAt, sequence }) => lastDeliveredAt !== null && sequence >= sequenceOf(ids[1]!))
    const { deliveries, ...row } = await webhook.read()
    expect(row).toMatchObject({ failedAttempts: 0, lastError: null, nextAttemptAt: null })
    const attempts = deliveries.map(({ attempt }) => attempt)
    expect(attempts).toEqual([...attempts.slice(0, -1).map((_, index) => index + 1), 1])
    expect(attempts.length).toBeGreaterThan(3)
    expect(deliveries[0]).toMatchObject(delivery)
  })

  test('that answers 410 is paused at once, and misses nothing when it is resumed', async () => {
    let status = 410
    const webhook = await build((_, response) => response.writeHead(status).end())
    const ids = await emitMany(webhook, 2)
    await webhook.until(({ active }) => !active)
    expect(await webhook.read()).toMatchObject({ pausedReason: expect.stringContaining('410') })
    expect(uniqueIds(webhook.subscriber.messages)).toEqual([ids[0]])
    status = 204
    await webhook.update({ active: true })
    await webhook.arrived(2)
    expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
  })

  test('that fails for 24 hours is paused, and can be resumed', async () => {
    let status = 503
    const webhook = await build((_, response) => response.writeHead(status).end())
    const ids = await emitMany(webhook, 2)
    await webhook.until(({ failedAttempts }) => failedAttempts >= 1)
    const failingSince = new Date(Date.now() - maxFailingMs)
    await database.webhook.update({ where: { id: webhook.id }, data: { failingSince } })
    await webhook.skipWait()
    await webhook.until(({ active }) => !active)
    expect(await webhook.read()).toMatchObject({ pausedReason: expect.stringContaining('24 hours') })
    status = 200
    await webhook.update({ active: true })
    await webhook.arrived(2)
    expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
  })
})

/** Listens on all addresses of this machine, and counts connections. */
async function countConnections() {
  const counted = { port: 0, connections: 0 }
  const server = createServer((_, response) => response.end()).on('connection', () => counted.connections++)
  await once(server.listen(0, '0.0.0.0'), 'listening')
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  counted.port = (server.address() as AddressInfo).port
  return counted
}

describe('an address that Lectern does not send to', () => {
  test.each([
    ['https', 'private.test', 'ADDRESS_REFUSED'],
    ['http', 'private.test', 'ADDRESS_REFUSED'],
    ['https', 'public-first.test', 'ADDRESS_REFUSED'],
    ['https', 'private-first.test', 'ADDRESS_REFUSED'],
    ['https', 'mapped.test', 'ADDRESS_REFUSED'],
    ['http', 'allowed-and-refused.test', 'ADDRESS_REFUSED'],
    ['http', 'allowed-and-public.test', 'HTTPS_REQUIRED'],
    ['https', 'unknown.test', 'NAME_NOT_FOUND'],
  ])(
    '%s://%s fails with %s, connects nowhere, and misses nothing when it is corrected',
    async (protocol, name, code) => {
      const listener = await countConnections()
      const webhook = await build(undefined, { url: `${protocol}://${name}:${listener.port}/events` })
      const ids = await emitMany(webhook, 2)
      await webhook.until(({ failedAttempts }) => failedAttempts >= 1)
      await webhook.skipWait()
      await webhook.until(({ failedAttempts }) => failedAttempts >= 2)
      const { deliveries, ...row } = await webhook.read()
      const error = { code, message: expect.stringContaining(name) }
      expect(row).toMatchObject({ active: true, lastError: error })
      expect(deliveries[0]).toMatchObject({ httpStatus: null, answer: null, error })
      expect(JSON.stringify(deliveries[0]!.error)).not.toMatch(/127\.0|93\.184/)
      expect(listener.connections).toBe(0)
      await webhook.update({ url: webhook.subscriber.url })
      await webhook.skipWait()
      await webhook.arrived(2)
      expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
    },
  )

  test('is not reached by a redirect, even if it is allowed', async () => {
    const listener = await countConnections()
    const statuses = [301, 302, 303, 307, 308]
    const webhook = await build((_, response) => {
      response.writeHead(statuses.shift() ?? 308, { location: `http://127.0.0.1:${listener.port}/` }).end()
    })
    await webhook.emit()
    for (let attempts = 1; attempts <= 5; attempts++) {
      await webhook.until(({ failedAttempts }) => failedAttempts >= attempts)
      await webhook.skipWait()
    }
    const { deliveries } = await webhook.read()
    expect(deliveries.slice(0, 5).map(({ httpStatus }) => httpStatus)).toEqual([301, 302, 303, 307, 308])
    expect(deliveries[0]).toMatchObject({ error: { code: 'REDIRECTED' } })
    expect(listener.connections).toBe(0)
  })
})

test('a replay delivers the same ids again, and a test is a message of its own', async () => {
  const webhook = await build()
  const { sequence } = await webhook.read()
  const ids = await emitMany(webhook, 2)
  await webhook.arrived(2)
  await webhook.until(row => row.sequence >= sequenceOf(ids[1]!))
  await change(database, webhook.by, tx => replayWebhook(tx, webhook.id, sequence))
  await webhook.arrived(4)
  expect(uniqueIds(webhook.subscriber.messages)).toEqual([...ids, ...ids])
  await webhook.until(row => row.sequence >= sequenceOf(ids[1]!))
  await webhook.update({ active: false })
  await change(database, webhook.by, tx => requestTestDelivery(tx, webhook.id))
  await webhook.arrived(5)
  expect(webhook.subscriber.messages.at(-1)).toMatchObject({ type: 'webhook.test', data: {} })
  await until(async () => (await webhook.read()).deliveries.every(({ open }) => !open))
  expect((await webhook.read()).deliveries.at(-1)).toMatchObject({ sequence: null, httpStatus: 200, answer: 'thanks' })
})

test('the example of the documentation verifies messages', async () => {
  const [port] = await freePorts(1)
  const webhook = await build(undefined, { url: `http://127.0.0.1:${port}/` })
  const { secret: LECTERN_WEBHOOK_SECRET } = webhook.subscriber
  const { lines } = startExample('Verify a webhook', { LECTERN_WEBHOOK_SECRET, PORT: String(port) })
  const isUp = () => fetch(`http://127.0.0.1:${port}/`, { method: 'POST' }).then(({ status }) => status === 401)
  await until(() => isUp().catch(() => false))
  await emitMany(webhook, 2)
  await until(() => lines().length >= 2)
  // A slow machine may repeat an attempt.
  expect(new Set(lines())).toEqual(new Set([`test.${counter} It happened`]))
  await webhook.until(({ lastDeliveredAt, lastError }) => lastDeliveredAt !== null && lastError === null)
})

describe('an owner', () => {
  test.each<[string, string, (actor: Actor) => Promise<unknown>]>([
    [
      'who is deactivated',
      'no longer active',
      ({ userId }) => database.user.update({ where: { id: userId }, data: { active: false } }),
    ],
    [
      'who loses the right',
      'no longer manage webhooks',
      ({ userId }) => database.grant.updateMany({ where: { userId }, data: { role: 'AUTHOR' } }),
    ],
    [
      'whose token is revoked',
      'no longer active',
      ({ tokenId }) => database.apiToken.update({ where: { id: tokenId }, data: { revokedAt: new Date() } }),
    ],
  ])('%s pauses the webhook before the next event', async (who, reason, lose) => {
    const maker = await buildAdmin()
    const token = await buildApiToken(database, { createdBy: maker })
    await buildGrant(database, { tokenId: token.id, role: 'ADMIN' })
    const owner: Actor = who.includes('token') ? { kind: 'TOKEN', name: token.name, tokenId: token.id } : maker
    const webhook = await build(undefined, { owner })
    const first = await webhook.emit()
    await webhook.arrived(1)
    await lose(owner)
    await webhook.emit()
    await webhook.until(({ active }) => !active)
    expect(await webhook.read()).toMatchObject({ pausedReason: expect.stringContaining(reason) })
    expect(uniqueIds(webhook.subscriber.messages)).toEqual([first])
    const where = { action: 'webhook.paused', subjectId: webhook.id }
    expect(await database.auditEvent.findFirstOrThrow({ where })).toMatchObject({ actor: systemActor.actor })
  })
})

test('a worker that is killed again and again misses nothing, keeps the order, and doubles only the same id', async () => {
  const webhook = await build(async (_, response) => {
    await sleep(20)
    response.end()
  })
  const count = 30
  const emitted = emitMany(webhook, count)
  for (const killAt of [3, 12]) {
    await webhook.arrived(killAt)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    await startWorker()
  }
  const ids = await emitted
  await webhook.arrived(count)
  // A double comes right after the first one.
  expect(uniqueIds(webhook.subscriber.messages)).toEqual(ids)
})
