import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { EventBridgeEvent } from './event.ts'
import { type EventBridge, startEventBridge } from './eventbridge.ts'
import { Faults } from '../faults/faults.ts'
import { objectCreated } from '../s3/object-created.ts'
import { eventRules } from './rules.ts'

const key = { header: 'x-lectern-key', value: 'secret' }
let state: string
let webhook: Server
let received: { event: EventBridgeEvent; request: IncomingMessage; at: number }[]
let answers: ([number, Record<string, string>?] | 'silence')[]
let open: EventBridge[]
let faults: Faults

beforeEach(async () => {
  state = await mkdtemp(join(tmpdir(), 'eventbridge-'))
  received = []
  answers = []
  open = []
  faults = new Faults()
  webhook = createServer(async (request, response) => {
    received.push({ event: JSON.parse(await text(request)), request, at: Date.now() })
    const answer = answers.shift() ?? [204]
    if (answer === 'silence') return
    response.writeHead(...answer).end()
  })
  webhook.listen(0, '127.0.0.1')
  await once(webhook, 'listening')
})

afterEach(async () => {
  await Promise.all(open.map(bus => bus.close()))
  webhook.closeAllConnections()
  webhook.close()
  await rm(state, { recursive: true })
})

function start() {
  const webhookUrl = `http://127.0.0.1:${(webhook.address() as AddressInfo).port}/hook`
  const bus = startEventBridge({ webhookUrl, key, faults, rules: eventRules('lectern'), state })
  open.push(bus)
  return bus
}

function created(path: string) {
  const object = { bucket: 'lectern', key: path, size: 1, etag: '"e"', reason: 'PutObject' } as const
  return objectCreated('us-east-1', object)
}

const until = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 20 })
const keys = () => received.map(({ event }) => (event.detail.object as { key: string }).key)
const file = () => readFile(join(state, 'undelivered.jsonl'), 'utf8')

test('an event that a rule passes is posted as AWS posts it, with the key', async () => {
  const bus = start()
  const event = created('draft/a.mp4')
  bus.put(created('draft/a.html'))
  bus.put(event)
  await until(() => expect(received).toHaveLength(1))
  const { request } = received[0]!
  expect(received[0]!.event).toEqual(event)
  expect([request.method, request.url]).toEqual(['POST', '/hook'])
  expect(request.headers).toMatchObject({
    'x-lectern-key': 'secret',
    'user-agent': 'Amazon/EventBridge/ApiDestinations',
    'content-type': 'application/json; charset=utf-8',
    range: 'bytes=0-1048575',
    'accept-encoding': expect.stringContaining('gzip,deflate'),
    connection: 'close',
  })
  await until(async () => expect(await file()).toBe(''))
})

test('429, 5xx and broken connections are tried again, other refusals are not', async () => {
  answers = [[500], [429], [403]]
  const bus = start()
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reset', times: 1 }])
  bus.put(created('draft/a.mp4'))
  await until(async () => {
    expect(received).toHaveLength(3)
    expect(await file()).toBe('')
  })
  await sleep(1000)
  expect(received).toHaveLength(3)
})

test('Retry-After is kept to', async () => {
  answers = [[503, { 'retry-after': '1' }]]
  start().put(created('draft/a.mp4'))
  await until(() => expect(received).toHaveLength(2))
  expect(received[1]!.at - received[0]!.at).toBeGreaterThanOrEqual(990)
})

test('a webhook that is silent for five seconds is asked again', async () => {
  answers = ['silence']
  start().put(created('draft/a.mp4'))
  await until(() => expect(received).toHaveLength(2))
  expect(received[1]!.at - received[0]!.at).toBeGreaterThan(4_900)
})

test('one delivery can be dropped, another doubled', async () => {
  faults.add([
    { target: 'eventbridge', operation: 'Deliver', match: 'b.mp4', kind: 'drop', times: 1 },
    { target: 'eventbridge', operation: 'Deliver', match: 'c.mp4', kind: 'duplicate', times: 1 },
  ])
  const bus = start()
  for (const name of ['a', 'b', 'c']) bus.put(created(`draft/${name}.mp4`))
  await until(() => expect(received).toHaveLength(3))
  expect(keys().sort()).toEqual(['draft/a.mp4', 'draft/c.mp4', 'draft/c.mp4'])
  expect(new Set(received.map(({ event }) => event.id)).size).toBe(2)
})

test('an event can be delivered after the next one that comes', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', match: 'a.mp4', kind: 'reorder', times: 1 }])
  const bus = start()
  bus.put(created('draft/a.mp4'))
  await sleep(200)
  expect(received).toEqual([])
  bus.put(created('draft/b.mp4'))
  await until(() => expect(keys()).toEqual(['draft/b.mp4', 'draft/a.mp4']))
  await until(async () => expect(await file()).toBe(''))
})

test('an event that should be delivered after the next one waits two seconds for it', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reorder', times: 1 }])
  const before = Date.now()
  start().put(created('draft/a.mp4'))
  await until(() => expect(keys()).toEqual(['draft/a.mp4']))
  expect(received[0]!.at - before).toBeGreaterThanOrEqual(1_990)
})

test('an event that waits for the next one is delivered by the next start', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'reorder', times: 1 }])
  const first = start()
  first.put(created('draft/a.mp4'))
  await first.close()
  expect(received).toEqual([])
  start()
  await until(() => expect(keys()).toEqual(['draft/a.mp4']))
})

test('a lost reply makes the event arrive twice', async () => {
  faults.add([{ target: 'eventbridge', operation: 'Deliver', kind: 'late-status', status: 502, times: 1 }])
  start().put(created('draft/a.mp4'))
  await until(() => expect(received).toHaveLength(2))
})

test('what could not be delivered is delivered by the next start', async () => {
  answers = Array.from({ length: 50 }, () => [503])
  const first = start()
  for (let number = 0; number < 40; number++) first.put(created(`draft/${number}.mp4`))
  await until(() => expect(received.length).toBeGreaterThan(40))
  await first.close()
  answers = []
  received = []
  start()
  await until(async () => expect(await file()).toBe(''))
  expect(new Set(keys()).size).toBeGreaterThanOrEqual(30)
})
