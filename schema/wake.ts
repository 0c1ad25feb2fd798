import type { WorkflowKey } from '@lectern/workflows/contract'
import { wakeWorkflow } from '@lectern/workflows/temporal'
import type { Services } from './services.ts'

/** The maximum time that a click waits for Temporal. */
const wakeTimeoutMs = 1_000

/**
 * Wakes a workflow whose row is written. Never throws: when Temporal is unreachable, the reconciler wakes the workflow
 * later.
 */
export async function tryWake({ temporal, log }: Services, target: WorkflowKey): Promise<void> {
  try {
    await wakeWorkflow(temporal, target, wakeTimeoutMs)
  } catch (error) {
    log.warn({ err: error, target }, 'Workflow not woken; the reconciler will wake it')
  }
}
