import { Connection } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time.js'
import { inject, vi } from 'vitest'

/** Registers a new Temporal namespace: back ends that run side by side must not take each other's tasks. */
export async function createNamespace(): Promise<string> {
  const namespace = `test-${crypto.randomUUID()}`
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  const day = msToTs('1 day')
  await connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: day })
  const exists = () => connection.workflowService.describeNamespace({ namespace }).then(Boolean, () => false)
  await vi.waitUntil(exists, { timeout: 10_000, interval: 50 })
  await connection.close()
  return namespace
}
