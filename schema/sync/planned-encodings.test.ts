import { type Database, openDatabase } from '@lectern/domain/database'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildEncoding, buildOpenRun, buildSyncItem } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import type { Context } from '../context.ts'
import { plannedEncodings } from './planned-encodings.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const profile = 'h264-1'

test('alternate sources and equal bytes need one encoding, and encoded bytes need none', async () => {
  const run = await buildOpenRun(database)
  const hash = (name: string) => `${name} ${run.id}`
  await buildEncoding(database, { contentHash: hash('known'), profile, status: 'READY' })
  for (const [path, name] of [
    ['lesson.mp4', 'lesson'],
    ['lesson.webm', 'lesson as webm'],
    ['copy.mp4', 'lesson'],
    ['known.mp4', 'known'],
  ] as const)
    await buildSyncItem(database, { runId: run.id, path, contentHash: hash(name), video: true })
  const settings = { encodingSettings: { profile, timeZone: 'UTC' } }
  const context = { services: { database, settings } } as Context
  expect(await plannedEncodings(context, run.id)).toEqual({ toEncode: 1, reused: 1 })
  expect(await plannedEncodings(context, (await buildOpenRun(database)).id)).toEqual({ toEncode: 0, reused: 0 })
})
