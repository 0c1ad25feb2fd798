import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, onTestFinished, test, vi } from 'vitest'
import { withClient } from '../../sandbox/services/postgres.ts'
import { createTestDatabase, type TestDatabase } from '../../sandbox/checks/test-database.ts'
import { type LiveFeed, openLiveFeed } from './live.ts'

let database: TestDatabase
let feed: LiveFeed
beforeAll(async () => {
  database = await createTestDatabase()
  feed = openLiveFeed(database.appUrl, pino({ level: 'silent' }))
  await listening()
})
afterAll(async () => {
  await feed.close()
})

let packageId: string
beforeEach(() => {
  packageId = randomUUID()
})

const query = (sql: string) => withClient(database.appUrl, client => client.query(sql))
const tell = () => query(`SELECT pg_notify('lectern', '${packageId}')`)
const listeners = async () =>
  (await query(`SELECT pid FROM pg_stat_activity WHERE query = 'LISTEN lectern' AND datname = current_database()`))
    .rowCount
const listening = () => vi.waitUntil(async () => (await listeners()) === 1, { timeout: 30_000 })

/** Watches in the background: when each wake-up came, in milliseconds, and whether it is over. */
function watch(ended = new AbortController()) {
  const seen: number[] = []
  const over = (async () => {
    for await (const _ of feed.watchPackage(packageId, ended.signal)) seen.push(performance.now())
  })()
  onTestFinished(() => ended.abort())
  return { seen, over, ended }
}

test('whoever watches looks at once, and again when something is new', async () => {
  const { seen } = watch()
  await expect.poll(() => seen.length).toBe(1)
  await tell()
  await expect.poll(() => seen.length).toBe(2)
})

test('many changes are four looks a second, and the last is never lost', async () => {
  const { seen } = watch()
  await expect.poll(() => seen.length).toBe(1)
  const began = performance.now()
  while (performance.now() - began < 1_100) await tell()
  const last = performance.now()
  await expect.poll(() => seen.at(-1)! > last, { timeout: 30_000 }).toBe(true)
  expect(seen.length).toBeLessThanOrEqual(8)
  for (const [i, moment] of seen.slice(1).entries()) expect(moment - seen[i]!).toBeGreaterThan(240)
})

test('other packages do not wake it', async () => {
  const { seen } = watch()
  packageId = randomUUID()
  await tell()
  await sleep(400)
  expect(seen.length).toBe(1)
})

test('it ends when the caller leaves, also while nothing happens', async () => {
  const { over, ended } = watch()
  await sleep(300)
  ended.abort()
  await over
})

test('after a lost connection it listens again, and all look again, so that nothing is missed', async () => {
  const { seen } = watch()
  await sleep(300)
  await query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE query = 'LISTEN lectern' AND datname = current_database()`,
  )
  await expect.poll(() => seen.length, { timeout: 30_000 }).toBe(2)
  await listening()
  await tell()
  await expect.poll(() => seen.length).toBe(3)
})
