import { Context } from '@temporalio/activity'
import { Client, Connection } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { expect, inject, onTestFinished, test } from 'vitest'
import { taskQueue } from '../contract.ts'
import { createNamespace } from '../test/temporal-namespace.ts'
import type { SyncActivities } from './activities.ts'

// Do not print what the workflow logs about expected failures.
Runtime.install({ logger: new DefaultLogger('ERROR') })

test('a run ends as canceled when an activity fails after the cancel request', async () => {
  expect(await outcomeOfCanceledRun({ failsFirst: false })).toEqual({ status: 'CANCELED' })
})

test('a run that failed on its own ends as failed', async () => {
  expect(await outcomeOfCanceledRun({ failsFirst: true })).toMatchObject({
    status: 'FAILED',
    error: { message: expect.stringContaining('The machine is too busy') },
  })
})

/** Runs the workflow with a listing that fails, by default once it is canceled. Returns how the run ended. */
async function outcomeOfCanceledRun({ failsFirst }: { failsFirst: boolean }) {
  const namespace = await createNamespace()
  const address = inject('temporalAddress')
  const [connection, client] = [await NativeConnection.connect({ address }), await Connection.connect({ address })]
  onTestFinished(async () => {
    await connection.close()
    await client.close()
  })
  const openRuns = ['run']
  const ends: unknown[] = []
  const activities: Partial<SyncActivities> = {
    findOpenRun: async () => openRuns[0] ?? null,
    isCancelRequested: async () => !failsFirst,
    calculate: async () => {
      const { cancelled, heartbeat } = Context.current()
      const timer = setInterval(heartbeat, 100)
      if (!failsFirst) await cancelled.catch(() => {})
      clearInterval(timer)
      throw ApplicationFailure.create({ type: 'BUSY', message: 'The machine is too busy.', nonRetryable: failsFirst })
    },
    changeDraft: async () => 'CHANGED',
    endRun: async ({ end }) => {
      openRuns.pop()
      ends.push(end)
    },
  }
  const worker = await Worker.create({
    connection,
    namespace,
    taskQueue,
    workflowBundle: { codePath: inject('workflowBundle') },
    activities,
    maxHeartbeatThrottleInterval: '100ms',
  })
  await worker.runUntil(
    new Client({ connection: client, namespace }).workflow.execute('sync', {
      workflowId: 'sync/package',
      taskQueue,
      args: [{ packageId: 'package' }],
    }),
  )
  expect(ends).toHaveLength(1)
  return ends[0]
}
