import { verifyLog } from '@lectern/domain/audit/verify-log'
import { openDatabase } from '@lectern/domain/database'
import { Client, Connection } from '@temporalio/client'
import { NativeConnection, Worker } from '@temporalio/worker'
import { pino } from 'pino'
import { expect, inject, onTestFinished, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { writeAuditRows } from '../../sandbox/services/audit-rows.ts'
import { withClient } from '../../sandbox/services/postgres.ts'
import { taskQueue } from '../contract.ts'
import type { Services } from '../services.ts'
import { createNamespace } from '../test/temporal-namespace.ts'
import { createAuditActivities } from './activities.ts'

const monthOf = (offset: number) => {
  const now = new Date()
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + offset, 1))
}
const partitionOf = (offset: number) => `audit_event_${monthOf(offset).toISOString().slice(0, 7).replace('-', '_')}`

const partitionsSql = `SELECT relname AS name FROM pg_inherits JOIN pg_class ON pg_class.oid = inhrelid
  WHERE inhparent = 'audit_event'::regclass AND relname <> 'audit_event_default' ORDER BY relname`

/** Runs the workflow with a worker of its own, and returns the function that runs it once. */
async function openWorkflow(services: Pick<Services, 'database'>) {
  const [address, codePath, namespace] = [inject('temporalAddress'), inject('workflowBundle'), await createNamespace()]
  const connection = await NativeConnection.connect({ address })
  const client = new Client({ connection: await Connection.connect({ address }), namespace })
  const activities = createAuditActivities({ ...services, auditKey: null, log: pino({ level: 'silent' }) } as never)
  const worker = await Worker.create({ connection, namespace, taskQueue, workflowBundle: { codePath }, activities })
  const isDone = worker.run()
  onTestFinished(async () => {
    worker.shutdown()
    await isDone
    await connection.close()
    await client.connection.close()
  })
  return (workflowId: string) => client.workflow.execute('keepAuditLog', { taskQueue, workflowId, args: [] })
}

test('makes the partitions of the next months, drops what retention has passed, and changes nothing when it runs again', async () => {
  const { ownerUrl, appUrl } = await createTestDatabase()
  await writeAuditRows(ownerUrl, { count: 60, from: monthOf(-20), to: new Date(), isChained: true })
  const database = openDatabase(appUrl, 2)
  onTestFinished(() => database.$disconnect())
  const partitions = () =>
    withClient(ownerUrl, async client => (await client.query(partitionsSql)).rows.map(({ name }) => name as string))
  await withClient(ownerUrl, async client => {
    await client.query('UPDATE retention SET audit_months = 15')
    for (const offset of [1, 2]) await client.query(`DROP TABLE ${partitionOf(offset)}`)
  })
  const lastDropped = await database.auditEvent.findFirstOrThrow({
    where: { at: { lt: monthOf(-15) } },
    orderBy: { sequence: 'desc' },
  })
  expect((await partitions())[0]).toBe(partitionOf(-20))

  const keepAuditLog = await openWorkflow({ database })
  await keepAuditLog('first day')
  const kept = await partitions()
  expect(kept[0]).toBe(partitionOf(-15))
  expect(kept.slice(-3)).toEqual([0, 1, 2].map(partitionOf))
  const { sequence, hash } = await database.auditCheckpoint.findUniqueOrThrow({ where: { id: 1 } })
  expect({ sequence, hash }).toEqual({ sequence: lastDropped.sequence, hash: lastDropped.hash })
  const head = await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })
  const verified = { events: Number(61n - sequence), from: sequence + 1n, to: 61n, problem: null }
  expect(await verifyLog(database)).toEqual(verified)

  await keepAuditLog('second day')
  expect(await partitions()).toEqual(kept)
  expect(await database.auditHead.findUniqueOrThrow({ where: { id: 1 } })).toEqual(head)
})
