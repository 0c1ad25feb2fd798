import { condition, defineSignal, proxyActivities, setHandler } from '@temporalio/workflow'
import { wakeSignal } from '../contract.ts'
import type { PublishActivities } from './activities.ts'

const activities = proxyActivities<PublishActivities>({
  startToCloseTimeout: '2m',
  heartbeatTimeout: '5s',
  retry: { initialInterval: '200ms', maximumInterval: '20s' },
})

/** Waits for the time of one scheduled deployment, and deploys what it names: `deploy/<scheduled deployment>`. */
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
