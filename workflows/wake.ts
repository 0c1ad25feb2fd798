import type { Problem } from '@lectern/domain/errors'
import type { WorkflowKey } from './contract.ts'
import type { Services } from './services.ts'
import { temporalRefusal, wakeWorkflow } from './temporal.ts'

/** The timeout for a wake that a person waits for, such as after a click. */
export const clickTimeoutMs = 1_000

const activityTimeoutMs = 5_000

/**
 * Wakes a workflow whose row is written. Never throws: if Temporal does not answer within `timeoutMs`, the reconciler
 * wakes the workflow later. Returns why Temporal refuses for good, or null.
 */
export async function tryWake(
  { temporal, log }: Pick<Services, 'temporal' | 'log'>,
  target: WorkflowKey,
  timeoutMs = activityTimeoutMs,
): Promise<Problem | null> {
  try {
    await wakeWorkflow(temporal, target, timeoutMs)
    return null
  } catch (error) {
    const refusal = temporalRefusal(error)
    if (refusal) log.error({ err: error, target }, 'Temporal refuses to start workflows')
    else log.warn({ err: error, target }, 'Workflow not woken; the reconciler will wake it')
    return refusal
  }
}
