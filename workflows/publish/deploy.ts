import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { wakeSignal } from '../contract.ts'

const activities = proxyActivities<Activities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '20s' },
})

/** Waits for the moment of one scheduled deployment, and shows what it names: `deploy/<scheduled deployment>`. */
export async function deploy({ scheduledDeploymentId }: { scheduledDeploymentId: string }): Promise<void> {
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    woken = false
    const waitMs = await activities.deployScheduled(scheduledDeploymentId)
    if (waitMs === null) return
    await condition(() => woken, waitMs)
  }
}
