import { type Database, openDatabase } from '@lectern/domain/database'
import { Client, Connection } from '@temporalio/client'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { buildEncoding, buildOpenRun, buildTranscode, buildWebhook } from '../../domain/test/factories.ts'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import type { Services } from '../services.ts'
import { isRunning, wakeWorkflow } from '../temporal.ts'
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

const reconcile = async () => {
  const { woken } = await wakeOpenRows({ database, temporal, log: pino({ level: 'silent' }) } as Services)
  return woken
}

/** Builds the only open run, with a running workflow. No worker polls here, so the workflow never advances. */
async function buildRunning(overrides: Parameters<typeof buildOpenRun>[1]) {
  await database.syncRun.updateMany({ data: { finishedAt: new Date() } })
  const run = await buildOpenRun(database, overrides)
  await wakeWorkflow(temporal, { workflow: 'sync', packageId: run.packageId }, 5_000)
  return run
}

test('wakes a run without a workflow, and leaves a run with one alone', async () => {
  await buildOpenRun(database)
  expect(await reconcile()).toBe(1)
  expect(await reconcile()).toBe(0)
})

test('wakes a run that waits for Dropbox once Dropbox is connected', async () => {
  await buildRunning({ status: 'WAITING_FOR_DROPBOX' })
  expect(await reconcile()).toBe(0)
  const account = { accountId: 'dbid:1', account: 'Harry', refreshToken: new Uint8Array([1]), valid: false }
  await database.dropboxConnection.create({ data: account })
  expect(await reconcile()).toBe(0)
  await database.dropboxConnection.update({ where: { id: 1 }, data: { valid: true } })
  expect(await reconcile()).toBe(1)
})

test('wakes a run that waits for a confirmation once it is confirmed', async () => {
  const { id } = await buildRunning({ status: 'WAITING_FOR_CONFIRMATION' })
  expect(await reconcile()).toBe(0)
  await database.syncRun.update({ where: { id }, data: { confirmedAt: new Date() } })
  expect(await reconcile()).toBe(1)
})

test.each(['WAITING_FOR_CONFIRMATION', 'WAITING_FOR_FOLDER'] as const)(
  'wakes a run that is %s once it is requested again',
  async status => {
    const { id } = await buildRunning({ status, listedAt: new Date(), requestedAt: new Date(Date.now() - 60_000) })
    expect(await reconcile()).toBe(0)
    await database.syncRun.update({ where: { id }, data: { requestedAt: new Date(Date.now() + 60_000) } })
    expect(await reconcile()).toBe(1)
  },
)

test('wakes a run with a cancel request, whatever the run waits for', async () => {
  await buildRunning({ status: 'WAITING_FOR_CONFIRMATION', cancelRequestedAt: new Date() })
  expect(await reconcile()).toBe(1)
})

test('wakes an encoding and the job watcher, and wakes an encoding again once its last request is dropped', async () => {
  await database.syncRun.updateMany({ data: { finishedAt: new Date() } })
  const { id, contentHash, profile } = await buildEncoding(database, { status: 'QUEUED' }, { jobId: 'job' })
  const transcode = await buildTranscode(database)
  await database.encodingRequest.create({ data: { encodingId: id, transcodeId: transcode.id } })
  expect(await reconcile()).toBeGreaterThan(0)
  expect(await isRunning(temporal, { workflow: 'encode', contentHash, profile })).toBe(true)
  expect(await isRunning(temporal, { workflow: 'watchJobs' })).toBe(true)
  expect(await reconcile()).toBe(0)
  await database.encodingRequest.updateMany({ data: { droppedAt: new Date() } })
  expect(await reconcile()).toBe(1)
})

test('wakes a verification run whose workflow was lost', async () => {
  const { packageId } = await buildOpenRun(database)
  const verificationRun = { packageId, revision: 1, repair: false, startedBy: { kind: 'SYSTEM', name: 'Test' } }
  await database.verificationRun.create({ data: verificationRun })
  await reconcile()
  expect(await isRunning(temporal, { workflow: 'verify', packageId })).toBe(true)
})

test('wakes a dry run of the cleanup whose workflow was lost', async () => {
  const startedBy = { kind: 'SYSTEM', name: 'Test' }
  const { id } = await database.cleanupDryRun.create({ data: { startedBy } })
  await reconcile()
  expect(await isRunning(temporal, { workflow: 'cleanupDryRun' })).toBe(true)
  await database.cleanupDryRun.delete({ where: { id } })
})

test('wakes a transcode with a cancel request', async () => {
  const { packageId, id } = await buildTranscode(database)
  await wakeWorkflow(temporal, { workflow: 'transcode', packageId }, 5_000)
  await database.attempt.deleteMany()
  expect(await reconcile()).toBe(0)
  await database.transcode.update({ where: { id }, data: { cancelRequestedAt: new Date() } })
  expect(await reconcile()).toBe(1)
})

test('wakes a webhook with undelivered events or an open test, and lets one wait that failed', async () => {
  const { id, sequence } = await buildWebhook(database)
  const target = { workflow: 'webhook', webhookId: id } as const
  const set = (data: object) => database.webhook.update({ where: { id }, data })
  await reconcile()
  const others = await reconcile()
  await set({ sequence: sequence - 1n, active: false })
  expect(await reconcile()).toBe(others)
  expect(await isRunning(temporal, target)).toBe(false)
  await set({ active: true })
  expect(await reconcile()).toBe(others + 1)
  expect(await isRunning(temporal, target)).toBe(true)
  await set({ nextAttemptAt: new Date(Date.now() + 3_600_000) })
  expect(await reconcile()).toBe(others)
  await database.webhookDelivery.create({ data: { webhookId: id, open: true } })
  expect(await reconcile()).toBe(others + 1)
})
