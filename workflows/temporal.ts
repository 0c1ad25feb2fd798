import type { Problem } from '@lectern/domain/errors'
import {
  Client,
  Connection,
  defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor,
  NamespaceNotFoundError,
} from '@temporalio/client'
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

/** Explains why Temporal refuses every call for good, and who can change it. Null for every other error. */
export function temporalRefusal(error: unknown): Problem | null {
  if (!(error instanceof NamespaceNotFoundError)) return null
  const message = `Lectern cannot start this, because the namespace "${error.namespace}" does not exist in Temporal. Contact your administrator, who must create it or correct TEMPORAL_NAMESPACE.`
  return { code: 'TEMPORAL_REFUSED', message }
}

/** The code of gRPC for something that does not exist. */
const notFoundCode = 5

/** Checks whether the namespace of the settings exists. Throws if Temporal cannot be reached, and when `signal` aborts. */
export async function hasNamespace(temporal: Client, signal: AbortSignal): Promise<boolean> {
  const { namespace } = temporal.options
  try {
    await temporal.withAbortSignal(signal, () => temporal.workflowService.describeNamespace({ namespace }))
    return true
  } catch (error) {
    if ((error as { code?: unknown }).code === notFoundCode) return false
    throw error
  }
}
