import { Client, Connection } from '@temporalio/client'
import { taskQueue, type WorkflowKey, wakeSignal, workflowId } from './contract.ts'
import type { CloudSettings } from './cloud-settings.ts'

/** Connects lazily: a Temporal that is away makes calls fail, not the process. Close `connection` at the end. */
export function openTemporal(settings: CloudSettings): Client {
  const connection = Connection.lazy({ address: settings.TEMPORAL_ADDRESS, connectTimeout: 2_000 })
  return new Client({ connection, namespace: settings.TEMPORAL_NAMESPACE })
}

/**
 * Wakes a workflow, and starts it when it does not run. It waits for Temporal alone, at most `milliseconds`, never for a worker. A wake-up
 * that is lost does no harm: the row is there already, and the sweep finds it.
 */
export async function wakeWorkflow(temporal: Client, target: WorkflowKey, timeoutMs = 1_000): Promise<void> {
  await temporal.withDeadline(Date.now() + timeoutMs, () =>
    temporal.workflow.signalWithStart(target.workflow, {
      workflowId: workflowId(target),
      taskQueue,
      args: [target],
      signal: wakeSignal,
    }),
  )
}

/** Does a workflow of this id run now? */
export async function isRunning(temporal: Client, target: WorkflowKey): Promise<boolean> {
  try {
    const { status } = await temporal.workflow.getHandle(workflowId(target)).describe()
    return status.name === 'RUNNING'
  } catch (error) {
    if (error instanceof Error && error.name === 'WorkflowNotFoundError') return false
    throw error
  }
}
