import type { WorkflowKey } from './contract.ts'
import type { Services } from './services.ts'
import { wakeWorkflow } from './temporal.ts'

/** The timeout for a wake that a person waits for, such as after a click. */
export const clickTimeoutMs = 1_000

const activityTimeoutMs = 5_000

/**
 * Wakes a workflow whose row is written. Never throws: if Temporal does not answer within `timeoutMs`, the reconciler
 * wakes the workflow later.
 */
export async function tryWake(
  { temporal, log }: Pick<Services, 'temporal' | 'log'>,
  target: WorkflowKey,
  timeoutMs = activityTimeoutMs,
): Promise<void> {
  try {
    await wakeWorkflow(temporal, target, timeoutMs)
  } catch (error) {
    log.warn({ err: error, target }, 'Workflow not woken; the reconciler will wake it')
  }
}
