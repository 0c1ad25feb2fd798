import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { readLogBounds } from '@lectern/domain/audit-log/log-bounds'
import { type Database, openDatabase } from '@lectern/domain/database'
import { recordDelivery, recordTestDelivery } from '@lectern/domain/webhooks/record-delivery'
import type { NewEvents } from '@lectern/schema/services'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { buildCaller, buildWebhook, harry } from '../../domain/test/factories.ts'
import { createTestDatabase, type TestDatabase } from '../../sandbox/checks/test-database.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { type LiveFeed, openLiveFeed } from './live-feed.ts'

let database: TestDatabase
let client: Database
let feed: LiveFeed
beforeAll(async () => {
  database = await createTestDatabase()
  client = openDatabase(database.appUrl, 2)
  feed = openLiveFeed(database.appUrl, client, pino({ level: 'silent' }))
  await waitForNotification()
})
afterAll(async () => {
  await feed.close()
  await client.$disconnect()
})

let packageId: string
beforeEach(() => {
  packageId = randomUUID()
})

const query = (sql: string) => withClient(database.appUrl, client => client.query(sql))
const notify = () => query(`SELECT pg_notify('lectern', '${packageId}')`)
const countListeners = async () =>
  (
    await query(
      `SELECT pid FROM pg_stat_activity WHERE application_name = 'lectern live' AND datname = current_database()`,
    )
  ).rowCount
const pollOptions = { timeout: 30_000 }
const waitForListener = () => vi.waitUntil(async () => (await countListeners()) === 1, pollOptions)

/** Waits until the feed listens. Until then, it wakes watchers also when it has connected. */
async function waitForNotification(): Promise<void> {
  const abortController = new AbortController()
  packageId = randomUUID()
  const timer = setInterval(notify, 100)
  let wakes = 0
  for await (const _ of feed.watchPackage(packageId, abortController.signal)) if (++wakes > 2) abortController.abort()
  clearInterval(timer)
}

/** Watches in the background. `wakeTimes` has the time of each wake in milliseconds. `done` resolves at the end. */
function watch(abortController = new AbortController()) {
  const wakeTimes: number[] = []
  const done = (async () => {
    for await (const _ of feed.watchPackage(packageId, abortController.signal)) wakeTimes.push(performance.now())
  })()
  onTestFinished(() => abortController.abort())
  return { wakeTimes, done, abortController }
}

test('a watcher wakes at once, and again after a change', async () => {
  const { wakeTimes } = watch()
  await expect.poll(() => wakeTimes.length, pollOptions).toBe(1)
  await notify()
  await expect.poll(() => wakeTimes.length, pollOptions).toBe(2)
})

test('many changes wake a watcher four times per second, and always after the last', async () => {
  const { wakeTimes } = watch()
  await expect.poll(() => wakeTimes.length, pollOptions).toBe(1)
  const startedAt = performance.now()
  while (performance.now() - startedAt < 1_100) await notify()
  const last = performance.now()
  await notify()
  await expect.poll(() => wakeTimes.at(-1)! > last, pollOptions).toBe(true)
  expect(wakeTimes.length).toBeLessThanOrEqual(8)
  // A busy process wakes late, which shortens the gap to the next wake, but no wake comes before its time.
  for (const [i, timeMs] of wakeTimes.slice(1).entries()) expect(timeMs - wakeTimes[0]!).toBeGreaterThan((i + 1) * 190)
})

test('a watcher does not wake for other packages', async () => {
  const { wakeTimes } = watch()
  packageId = randomUUID()
  const other = watch()
  await expect.poll(() => [wakeTimes.length, other.wakeTimes.length], pollOptions).toEqual([1, 1])
  await notify()
  // The first watcher started earlier, so it would also wake before the other one.
  await expect.poll(() => other.wakeTimes.length, pollOptions).toBe(2)
  expect(wakeTimes.length).toBe(1)
})

test('a watcher ends when its signal is aborted, also without any change', async () => {
  const { wakeTimes, done, abortController } = watch()
  await expect.poll(() => wakeTimes.length, pollOptions).toBe(1)
  // The watcher pauses for 250 ms after a wake, then waits for a change. It ends in both states, so this cannot race.
  await sleep(300)
  abortController.abort()
  await done
})

test('the feed reconnects after a lost connection and wakes all watchers', async () => {
  const { wakeTimes } = watch()
  await expect.poll(() => wakeTimes.length, pollOptions).toBe(1)
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'lectern live' AND datname = current_database()`,
  )
  // On a slow machine it may need several attempts, and wakes them after each.
  await expect.poll(() => wakeTimes.length, pollOptions).toBeGreaterThanOrEqual(2)
  await waitForListener()
  const { length } = wakeTimes
  await notify()
  await expect.poll(() => wakeTimes.length, pollOptions).toBeGreaterThan(length)
})

test('new audit events wake all who follow the log, and are read once for all', async () => {
  const abortController = new AbortController()
  onTestFinished(() => abortController.abort())
  const { last } = await readLogBounds(client)
  const pages: Promise<NewEvents>[][] = [[], []]
  for (const seen of pages)
    void (async () => {
      for await (const _ of feed.watchAuditLog(abortController.signal)) seen.push(feed.newEvents(last))
    })()
  await expect.poll(() => pages.map(({ length }) => length), pollOptions).toEqual([1, 1])
  expect(await pages[0]![0]).toEqual({ events: [], isLast: true })
  const event = { action: 'user.created', subjectType: 'User', subjectId: 'x', summary: 'Something happened' } as const
  await change(client, { actor: harry }, async () => ({ result: null, events: [event] }))
  await expect.poll(() => pages.map(({ length }) => length), pollOptions).toEqual([2, 2])
  expect((await pages[0]![1])!.events).toMatchObject([{ sequence: last + 1n }])
  expect(pages[1]![0]).toBe(pages[0]![0])
  expect(pages[1]![1]).toBe(pages[0]![1])
})

test('each attempt to deliver wakes those who watch the webhook', async () => {
  const webhook = await buildWebhook(client)
  const abortController = new AbortController()
  onTestFinished(() => abortController.abort())
  let wakes = 0
  void (async () => {
    for await (const _ of feed.watchWebhook(webhook.id, abortController.signal)) wakes++
  })()
  await expect.poll(() => wakes, pollOptions).toBe(1)
  const outcome = { at: new Date(), durationMs: 5, httpStatus: 500, answer: 'no', error: { code: 'X', message: 'No.' } }
  await change(client, systemActor, tx => recordDelivery(tx, webhook, { sequence: webhook.sequence + 1n }, outcome))
  await expect.poll(() => wakes, pollOptions).toBe(2)
  const test = await client.webhookDelivery.create({ data: { webhookId: webhook.id, open: true } })
  await change(client, systemActor, tx => recordTestDelivery(tx, webhook, test.id, outcome))
  await expect.poll(() => wakes, pollOptions).toBe(3)
})

test('a caller is loaded again once for all of its connections, and once more after an access change', async () => {
  const [caller, other] = ['a', 'b'].map(tokenId => buildCaller({}, { kind: 'TOKEN', name: 'Token', tokenId }))
  const loads: string[] = []
  const reload = (one = caller!) =>
    feed.reloadCaller(one, async () => {
      loads.push(one.actor.tokenId!)
      return one
    })
  expect(await Promise.all([reload(), reload(), reload(other)])).toEqual([caller, caller, other])
  expect(loads).toEqual(['a', 'b'])
  await query(`SELECT pg_notify('lectern_access', '0 token:a')`)
  await expect
    .poll(async () => {
      await reload()
      return loads
    }, pollOptions)
    .toEqual(['a', 'b', 'a'])
})
