import { condition, continueAsNew, defineSignal, proxyActivities, setHandler, workflowInfo } from '@temporalio/workflow'
import { jobQueue, wakeSignal } from '../contract.ts'
import { refusalProblem } from '../failure-problem.ts'
import type { TranscodeActivities } from './activities.ts'

const common = { heartbeatTimeout: '5s', retry: { initialInterval: '500ms', maximumInterval: '1m' } } as const
const { advanceEncoding } = proxyActivities<TranscodeActivities>({ ...common, startToCloseTimeout: '15m' })
const { createEncodingJob } = proxyActivities<TranscodeActivities>({
  ...common,
  taskQueue: jobQueue,
  // A large video is first copied for the job.
  startToCloseTimeout: '2h',
})
/**
 * How long it waits without a wake. An event or `watchJobs` wakes it when its job ends, and so does releasing the
 * budget hold. This interval covers lost wakes. A shorter one would be a load of its own when thousands wait.
 */
const recheckInterval = '1h'
/** The same while a service refuses to say what became of a job: the job is paid for, so it is not given up. */
const refusedRecheckInterval = '1m'

/** Encodes one content hash into HLS once, for all its requesters: `encode/<content hash>/<profile>`. */
export async function encode({ contentHash, profile }: { contentHash: string; profile: string }): Promise<void> {
  const key = { contentHash, profile }
  let woken = false
  setHandler(defineSignal(wakeSignal), () => {
    woken = true
  })
  for (;;) {
    if (workflowInfo().continueAsNewSuggested) await continueAsNew<typeof encode>(key)
    woken = false
    const step = await advanceOrWait(key)
    if (step === 'FINISHED' && !woken) return
    if (step === 'CREATE') await createEncodingJob(key)
    if (step === 'REFUSED') await condition(() => woken, refusedRecheckInterval)
    if (step === 'WAIT') await condition(() => woken, recheckInterval)
  }
}

async function advanceOrWait(key: { contentHash: string; profile: string }) {
  try {
    return await advanceEncoding(key)
  } catch (error) {
    if (refusalProblem(error)) return 'REFUSED'
    throw error
  }
}
