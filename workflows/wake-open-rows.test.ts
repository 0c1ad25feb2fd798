import { type Database, openDatabase } from '@lectern/domain/database'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createTestDatabase } from '../sandbox/checks/test-database.ts'
import { buildEncoding, buildOpenRun, buildTranscode } from '../domain/test/factories.ts'
import { isRunning, wakeWorkflow } from './temporal.ts'
import type { Services } from './services.ts'
import { wakeOpenRows } from './wake-open-rows.ts'

let database: Database
let temporal: Client
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 3)
  temporal = new Client({ connection: await Connection.connect({ address: inject('temporalAddress') }) })
})
afterAll(async () => {
  await temporal.connection.close()
  await database.$disconnect()
})

const sweep = async () => {
  const { woken } = await wakeOpenRows({ database, temporal, log: pino({ level: 'silent' }) } as Services)
  return woken
}

/** The only open run, whose workflow goes on (without a worker here: it only is there). */
async function buildRunning(overrides: Parameters<typeof buildOpenRun>[1]) {
  await database.syncRun.updateMany({ data: { finishedAt: new Date() } })
  const run = await buildOpenRun(database, overrides)
  await wakeWorkflow(temporal, { workflow: 'sync', packageId: run.packageId }, 5_000)
  return run
}

test('a run without a workflow is woken, one whose workflow goes on is left alone', async () => {
  await buildOpenRun(database)
  expect(await sweep()).toBe(1)
  expect(await sweep()).toBe(0)
})

test('a run that waits for Dropbox is woken once it is connected', async () => {
  await buildRunning({ status: 'WAITING_FOR_DROPBOX' })
  expect(await sweep()).toBe(0)
  const account = { accountId: 'dbid:1', account: 'Harry', refreshToken: new Uint8Array([1]), valid: false }
  await database.dropboxConnection.create({ data: account })
  expect(await sweep()).toBe(0)
  await database.dropboxConnection.update({ where: { id: 1 }, data: { valid: true } })
  expect(await sweep()).toBe(1)
})

test('a run that waits for a confirmation is woken once it is there', async () => {
  const { id } = await buildRunning({ status: 'WAITING_FOR_CONFIRMATION' })
  expect(await sweep()).toBe(0)
  await database.syncRun.update({ where: { id }, data: { confirmedAt: new Date() } })
  expect(await sweep()).toBe(1)
})

test('a run that somebody asked to stop is woken whatever it waits for', async () => {
  await buildRunning({ status: 'WAITING_FOR_CONFIRMATION', cancelRequestedAt: new Date() })
  expect(await sweep()).toBe(1)
})

test('a stream is made by its workflow and watched by the one over all jobs; one that nobody wishes any more is stopped', async () => {
  await database.syncRun.updateMany({ data: { finishedAt: new Date() } })
  const { id, contentHash, profile } = await buildEncoding(database, { status: 'QUEUED' }, { jobId: 'job' })
  const transcode = await buildTranscode(database)
  await database.encodingRequest.create({ data: { encodingId: id, transcodeId: transcode.id } })
  expect(await sweep()).toBeGreaterThan(0)
  expect(await isRunning(temporal, { workflow: 'encode', contentHash, profile })).toBe(true)
  expect(await isRunning(temporal, { workflow: 'watchJobs' })).toBe(true)
  expect(await sweep()).toBe(0)
  await database.encodingRequest.updateMany({ data: { droppedAt: new Date() } })
  expect(await sweep()).toBe(1)
})

test('an inspection whose workflow was lost is woken', async () => {
  const { packageId } = await buildOpenRun(database)
  const inspection = { packageId, revision: 1, repair: false, startedBy: { kind: 'SYSTEM', name: 'Test' } }
  await database.verificationRun.create({ data: inspection })
  await sweep()
  expect(await isRunning(temporal, { workflow: 'verify', packageId })).toBe(true)
})

test('a transcode that somebody asked to stop is woken', async () => {
  const { packageId, id } = await buildTranscode(database)
  await wakeWorkflow(temporal, { workflow: 'transcode', packageId }, 5_000)
  await database.attempt.deleteMany()
  expect(await sweep()).toBe(0)
  await database.transcode.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  expect(await sweep()).toBe(1)
})
