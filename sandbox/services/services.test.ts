import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { Connection } from '@temporalio/client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isProcessAlive } from '../machine/lock.ts'
import { resolveExecutable } from '../programs/executables.ts'
import { startPostgres, withClient } from './postgres.ts'
import { ensureBucket, startS3 } from './s3.ts'
import { startTemporal } from './temporal.ts'

let data: string

beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'lectern-services-'))
})
afterEach(() => rmSync(data, { recursive: true, force: true }))

/** Retries for up to 10 seconds, until a killed service has restarted. */
async function withRetry<T>(work: () => Promise<T>): Promise<T> {
  const deadline = Date.now() + 10_000
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (Date.now() > deadline) throw error
      await sleep(100)
    }
  }
}

test('Postgres keeps committed rows after kill -9 and after a restart', async () => {
  const postgres = await startPostgres({ data })
  const { ownerUrl, appUrl, pid, port } = postgres
  await withClient(ownerUrl, async client => {
    await client.query('CREATE ROLE created_by_owner NOLOGIN')
    await client.query('CREATE TABLE animal (name text)')
    await client.query("INSERT INTO animal VALUES ('Hase'), ('Igel')")
  })
  expect(await withClient(appUrl, client => client.query('SELECT current_user')).then(({ rows }) => rows)).toEqual([
    { current_user: 'lectern_app' },
  ])
  process.kill(pid, 'SIGKILL')
  const count = () => withClient(ownerUrl, client => client.query('SELECT count(*)::int AS count FROM animal'))
  expect((await withRetry(count)).rows).toEqual([{ count: 2 }])
  expect(postgres.pid).not.toBe(pid)
  await postgres.close()

  const restarted = await startPostgres({ data, port })
  expect(restarted.ownerUrl).toBe(ownerUrl)
  expect((await count()).rows).toEqual([{ count: 2 }])
  await restarted.close()
})

test('Temporal answers again after kill -9 and exits when it is closed', async () => {
  const temporal = await startTemporal({
    data,
    executable: await resolveExecutable('temporal'),
    namespaceRetentionDays: 90,
  })
  const retention = async () => {
    const connection = await Connection.connect({ address: temporal.address, connectTimeout: 1000 })
    try {
      const { config } = await connection.workflowService.describeNamespace({ namespace: 'default' })
      return Number(config?.workflowExecutionRetentionTtl?.seconds)
    } finally {
      await connection.close()
    }
  }
  expect(await retention()).toBe(90 * 86_400)
  process.kill(temporal.pid, 'SIGKILL')
  expect(await withRetry(retention)).toBe(90 * 86_400)
  const { pid } = temporal
  await temporal.close()
  expect(isProcessAlive(pid)).toBe(false)
})

test('S3 keeps object versions after kill -9 and exits when it is closed', async () => {
  const s3 = await startS3({ data, executable: await resolveExecutable('weed') })
  const { endpoint, region, accessKeyId, secretAccessKey, pid } = s3
  await ensureBucket(s3, 'lectern')
  await ensureBucket(s3, 'lectern')
  const credentials = { accessKeyId, secretAccessKey }
  const client = new S3Client({ endpoint, region, forcePathStyle: true, credentials })
  const target = { Bucket: 'lectern', Key: 'ein Hase.txt' }
  const { VersionId } = await client.send(new PutObjectCommand({ ...target, Body: 'Hase' }))
  await client.send(new PutObjectCommand({ ...target, Body: 'Igel' }))
  process.kill(pid, 'SIGKILL')
  const firstVersion = await withRetry(() => client.send(new GetObjectCommand({ ...target, VersionId })))
  expect(await firstVersion.Body!.transformToString()).toBe('Hase')
  client.destroy()
  const restartedPid = s3.pid
  await s3.close()
  expect([pid, restartedPid].filter(isProcessAlive)).toEqual([])
})
