import { wakeWorkflow } from './temporal.ts'
import type { WorkflowKey } from './contract.ts'
import type { Services } from './services.ts'

/** Wakes a workflow; one that cannot be reached now is found by the sweep, so that is a warning and nothing more. */
export async function wake({ temporal, log }: Pick<Services, 'temporal' | 'log'>, target: WorkflowKey): Promise<void> {
  try {
    await wakeWorkflow(temporal, target, 5_000)
  } catch (error) {
    log.warn({ what: target, error: String(error) }, 'A wake-up was lost; the sweep will find it')
  }
}
