import { fileURLToPath } from 'node:url'
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker'
import { createActivities } from './activities.ts'
import type { Services } from '../services.ts'
import { jobQueue, laneQueue, taskQueue } from '../contract.ts'

type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>
/** How many jobs are created in a second, by all workers together: AWS takes few calls a second from an account. */
const maxJobsPerSecond = 10

const workflowsFromSource: WorkflowSource = { workflowsPath: fileURLToPath(new URL('./workflows.ts', import.meta.url)) }

/**
 * The workers of a process: one for workflows and short activities; one for the lanes of synchronisations, which run for hours and must not
 * keep a cancellation or a job's event from its turn; one for creating jobs, which Temporal paces for all processes together. Heartbeats go out twice a second, so that a cancellation arrives as soon.
 */
export async function openWorkers(
  connection: NativeConnection,
  namespace: string,
  services: Services,
  source: WorkflowSource = workflowsFromSource,
) {
  const common = {
    connection,
    namespace,
    activities: createActivities(services),
    maxHeartbeatThrottleInterval: '500ms',
    defaultHeartbeatThrottleInterval: '500ms',
    shutdownForceTime: '20s',
  } as const
  const workers = [
    await Worker.create({ ...common, ...source, taskQueue, stickyQueueScheduleToStartTimeout: '1s' }),
    await Worker.create({ ...common, taskQueue: laneQueue }),
    await Worker.create({ ...common, taskQueue: jobQueue, maxTaskQueueActivitiesPerSecond: maxJobsPerSecond }),
  ]
  return {
    run: () => Promise.all(workers.map(worker => worker.run())),
    shutdown: () => {
      for (const worker of workers) worker.shutdown()
    },
  }
}
