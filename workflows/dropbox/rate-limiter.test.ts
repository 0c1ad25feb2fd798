import { type Database, openDatabase } from '@lectern/domain/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { DropboxRateLimiter } from './rate-limiter.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const allow = (requestsPerSecond: number | null) =>
  database.dropboxLimit.update({ where: { id: 1 }, data: { notBefore: null, requestsPerSecond } })

test('serves a queue that formed at a low rate at the new rate as soon as Dropbox allows more', {
  timeout: 10_000,
}, async () => {
  await allow(1)
  const limiter = new DropboxRateLimiter(database)
  const turns = Array.from({ length: 60 }, () => limiter.acquire())
  await turns[0]
  await allow(null)
  await Promise.all(turns)
})

test('removes a canceled request from the queue at once, and the others keep their turns', async () => {
  await allow(1)
  const limiter = new DropboxRateLimiter(database)
  await limiter.acquire()
  const canceled = new AbortController()
  const [next, leaving] = [limiter.acquire(), limiter.acquire(canceled.signal)]
  canceled.abort(new Error('canceled'))
  await expect(leaving).rejects.toThrow('canceled')
  await next
})
