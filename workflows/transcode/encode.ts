import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { jobQueue, wakeSignal } from '../contract.ts'

const common = { heartbeatTimeout: '5s', retry: { initialInterval: '500ms', maximumInterval: '1m' } } as const
const { advanceEncoding } = proxyActivities<Activities>({ ...common, startToCloseTimeout: '15m' })
const { createEncodingJob } = proxyActivities<Activities>({
  ...common,
  taskQueue: jobQueue,
  // A large film is copied for the job first.
  startToCloseTimeout: '2h',
})
/**
 * An event, or the watch over all jobs, wakes it at a job's end, and whoever releases what the budget held wakes it too. Should all that be
 * lost, it looks by itself after this long; oftener would be a load of its own where thousands wait.
 */
const recheckInterval = '1h'

/** Makes one content hash into HLS once, whoever wishes it: `encode/<content hash>/<profile>`. */
export async function encode({ contentHash, profile }: { contentHash: string; profile: string }): Promise<void> {
  const key = { contentHash, profile }
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof encode>(key)
    woken = false
    const step = await advanceEncoding(key)
    if (step === 'FINISHED' && !woken) return
    if (step === 'CREATE') await createEncodingJob(key)
    if (step === 'WAIT') await condition(() => woken, recheckInterval)
  }
}
