import { wakeWorkflow } from '@lectern/workflows/temporal'
import type { WorkflowKey } from '@lectern/workflows/contract'
import type { Services } from '@lectern/server/open-services'

/** Wakes a workflow whose row is written already. A Temporal that is away delays the work, it never fails the click: the sweep wakes it. */
export async function tryWake(services: Services, target: WorkflowKey): Promise<void> {
  try {
    await wakeWorkflow(services.temporal, target, 1_000)
  } catch (error) {
    services.log.warn({ err: error, what: target }, 'A workflow could not be woken now; the sweep will')
  }
}
