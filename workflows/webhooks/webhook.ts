import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import type { WebhookActivities } from './activities.ts'

const { deliverEvents } = proxyActivities<WebhookActivities>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '20s' },
})

/** Delivers the events of one subscriber until there is none: `webhook/<webhook>`. Waits between failed attempts. */
export async function webhook({ webhookId }: { webhookId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof webhook>({ webhookId })
    woken = false
    const waitMs = await deliverEvents(webhookId)
    if (waitMs === null && !woken) return
    if (waitMs) await condition(() => woken, waitMs)
  }
}
