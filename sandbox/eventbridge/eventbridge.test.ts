import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Faults } from '../faults/faults.ts'
import { objectCreated } from '../s3/object-created.ts'
import type { EventBridgeEvent } from './event.ts'
import { type EventBridge, startEventBridge } from './eventbridge.ts'
import { eventRules } from './rules.ts'

const key = { header: 'x-lectern-key', value: 'secret' }
let state: string
let webhook: Server
let deliveries: { event: EventBridgeEvent; request: IncomingMessage; at: number }[]
let replies: ([number, Record<string, string>?] | 'silence')[]
let startedBuses: EventBridge[]
let faults: Faults

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'eventbridge-'))
  deliveries = []
  replies = []
  startedBuses = []
  faults = new Faults()
  webhook = createServer(async (request, response) => {
    deliveries.push({ event: JSON.parse(await text(request)), request, at: Date.now() })
    const reply = replies.shift() ?? [204]
    if (reply === 'silence') return
    response.writeHead(...reply).end()
  })
  webhook.listen(0, '127.0.0.1')
  await once(webhook, 'listening')
})

afterEach(async () => {
  await Promise.all(startedBuses.map(bus => bus.close()))
  webhook.closeAllConnections()
  webhook.close()
  await rm(state, { recursive: true })
})

function start() {
  const webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`
  const bus = startEventBridge({ webhookUrl, key, faults, rules: eventRules('lectern'), state })
  startedBuses.push(bus)
  return bus
}

function objectCreatedEvent(path: string) {
  const object = { bucket: 'lectern', key: path, size: 1, etag: '"e"', reason: 'PutObject' } as const
  return objectCreated('us-east-1', object)
}

const waitUntil = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const deliveredKeys = () => deliveries.map(({ event }) => (event.detail.object as { key: string }).key)
const readUndeliveredFile = () => readFile(join(state, 'undelivered.jsonl'), 'utf8')

test('posts a matching event as AWS does, with the API key', async () => {
  const bus = start()
  const event = objectCreatedEvent('draft/a.mp4')
  bus.put(objectCreatedEvent('draft/a.html'))
  bus.put(event)
  await waitUntil(() => expect(deliveries).toHaveLength(1))
  const { request } = deliveries[0]!
  expect(deliveries[0]!.event).toEqual(event)
  expect([request.method, request.url]).toEqual(['POST', '/hook'])
  expect(request.headers).toMatchObject({
    'x-lectern-key': 'secret',
    'user-agent': 'Amazon/EventBridge/ApiDestinations',
    'content-type': 'application/json; charset=utf-8',
    range: 'bytes=0-1048575',
    'accept-encoding': expect.stringContaining('gzip,deflate'),
    connection: 'close',
  })
  await waitUntil(async () => expect(await readUndeliveredFile()).toBe(''))
})

test('retries after 429, 5xx, and broken connections, but not after other refusals', async () => {
  replies = [[500], [429], [403]]
  const bus = start()
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reset', times: 1 }])
  bus.put(objectCreatedEvent('draft/a.mp4'))
  // The file is empty once the event needs no further delivery.
  await waitUntil(async () => {
    expect(deliveries).toHaveLength(3)
    expect(await readUndeliveredFile()).toBe('')
  })
})

test('waits as long as Retry-After says', async () => {
  replies = [[503, { 'retry-after': '1' }]]
  start().put(objectCreatedEvent('draft/a.mp4'))
  await waitUntil(() => expect(deliveries).toHaveLength(2))
  expect(deliveries[1]!.at - deliveries[0]!.at).toBeGreaterThanOrEqual(990)
})

test('retries when the webhook does not respond within 5 seconds', async () => {
  replies = ['silence']
  start().put(objectCreatedEvent('draft/a.mp4'))
  await waitUntil(() => expect(deliveries).toHaveLength(2))
  expect(deliveries[1]!.at - deliveries[0]!.at).toBeGreaterThan(4_900)
})

test('drops one delivery and duplicates another when faults say so', async () => {
  faults.add([
    { target: 'eventbridge', operation: 'Deliver', match: 'b.mp4', kind: 'drop', times: 1 },
    { target: 'eventbridge', operation: 'Deliver', match: 'c.mp4', kind: 'duplicate', times: 1 },
  ])
  const bus = start()
  for (const name of ['a', 'b', 'c']) bus.put(objectCreatedEvent(`draft/${name}.mp4`))
  await waitUntil(() => expect(deliveries).toHaveLength(3))
  expect(deliveredKeys().sort()).toEqual(['draft/a.mp4', 'draft/c.mp4', 'draft/c.mp4'])
  expect(new Set(deliveries.map(({ event }) => event.id)).size).toBe(2)
})

test('delivers a reordered event after the next one', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', match: 'a.mp4', kind: 'reorder', times: 1 }])
  const bus = start()
  bus.put(objectCreatedEvent('draft/a.mp4'))
  // The event takes its fault within `put`, so it already waits for the next one.
  bus.put(objectCreatedEvent('draft/b.mp4'))
  await waitUntil(() => expect(deliveredKeys()).toEqual(['draft/b.mp4', 'draft/a.mp4']))
  await waitUntil(async () => expect(await readUndeliveredFile()).toBe(''))
})

test('delivers a reordered event after 2 seconds when no other event arrives', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reorder', times: 1 }])
  const before = Date.now()
  start().put(objectCreatedEvent('draft/a.mp4'))
  await waitUntil(() => expect(deliveredKeys()).toEqual(['draft/a.mp4']))
  expect(deliveries[0]!.at - before).toBeGreaterThanOrEqual(1_990)
})

test('delivers a waiting reordered event after a restart', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reorder', times: 1 }])
  const first = start()
  first.put(objectCreatedEvent('draft/a.mp4'))
  await first.close()
  expect(deliveries).toEqual([])
  start()
  await waitUntil(() => expect(deliveredKeys()).toEqual(['draft/a.mp4']))
})

test('delivers an event twice when the response is lost', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'late-status', status: 502, times: 1 }])
  start().put(objectCreatedEvent('draft/a.mp4'))
  await waitUntil(() => expect(deliveries).toHaveLength(2))
})

test('delivers undelivered events after a restart', async () => {
  replies = Array.from({ length: 50 }, () => [503])
  const first = start()
  for (let number = 0; number < 40; number++) first.put(objectCreatedEvent(`draft/${number}.mp4`))
  await waitUntil(() => expect(deliveries.length).toBeGreaterThan(40))
  await first.close()
  replies = []
  deliveries = []
  start()
  await waitUntil(async () => expect(await readUndeliveredFile()).toBe(''))
  expect(new Set(deliveredKeys()).size).toBeGreaterThanOrEqual(30)
})
