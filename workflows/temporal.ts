import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client'
import { failOnClosedConnection } from './closed-connection.ts'
import type { CloudSettings } from './cloud-settings.ts'
import { taskQueue, type WorkflowKey, wakeSignal, workflowId } from './contract.ts'

/**
 * Connects lazily: when Temporal is unavailable, calls fail but the process does not. Close `connection` at the end.
 */
export function openTemporal(settings: Pick<CloudSettings, 'TEMPORAL_ADDRESS' | 'TEMPORAL_NAMESPACE'>): Client {
  const connection = Connection.lazy({
    address: settings.TEMPORAL_ADDRESS,
    connectTimeout: 2_000,
    interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions()), failOnClosedConnection],
  })
  return new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE })
}

/**
 * Wakes a workflow, and starts it if it is not running. Waits at most `timeoutMs` for Temporal, and never for a worker.
 * A lost wake is harmless: the row already exists, and the reconciler finds it.
 */
export async function wakeWorkflow(temporal: Client, target: WorkflowKey, timeoutMs: number): Promise<void> {
  await temporal.withDeadline(Date.now() + timeoutMs, () =>
    temporal.workflow.signalWithStart(target.workflow, {
      workflowId: workflowId(target),
      taskQueue,
      args: [target],
      signal: wakeSignal,
    }),
  )
}

/** Returns whether a workflow with this id is running. */
export async function isRunning(temporal: Client, target: WorkflowKey): Promise<boolean> {
  try {
    const { status } = await temporal.workflow.getHandle(workflowId(target)).describe()
    return status.name === 'RUNNING'
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false
    throw error
  }
}
