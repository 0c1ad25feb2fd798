import type { WorkflowKey } from './contract.ts'
import type { Services } from './services.ts'
import { wakeWorkflow } from './temporal.ts'

/** Wakes a workflow. Logs a warning if Temporal is unreachable, because the reconciler wakes the workflow later. */
export async function wake({ temporal, log }: Pick<Services, 'temporal' | 'log'>, target: WorkflowKey): Promise<void> {
  try {
    await wakeWorkflow(temporal, target, 5_000)
  } catch (error) {
    log.warn({ target, error: String(error) }, 'Could not wake a workflow; the reconciler will wake it')
  }
}
