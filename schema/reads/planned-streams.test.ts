import { afterAll, beforeAll, expect, test } from 'vitest'
import { testDatabase } from '../../sandbox/test-database.ts'
import { buildEncoding, buildOpenRun, buildSyncItem } from '../builders.ts'
import type { Context } from '../context.ts'
import { type Database, openDatabase } from '../database.ts'
import { plannedStreams } from './planned-streams.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await testDatabase()).appUrl)
})
afterAll(() => database.$disconnect())

const profile = 'h264-1'

test('twins and equal bytes need one stream, and what is encoded already needs none', async () => {
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
  const context = { database, terms: { profile, timeZone: 'UTC' } } as Context
  expect(await plannedStreams(context, run.id)).toEqual({ fresh: 1, reused: 1 })
  expect(await plannedStreams(context, (await buildOpenRun(database)).id)).toEqual({ fresh: 0, reused: 0 })
})
