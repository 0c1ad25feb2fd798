import { fileURLToPath } from 'node:url'
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker'
import { browserQueue, jobQueue, laneQueue, taskQueue } from '../contract.ts'
import type { Services } from '../services.ts'
import { createActivities } from './activities.ts'

type WorkflowSource = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>
/** How many jobs all workers together create per second. AWS allows an account only a few calls per second. */
const maxJobsPerSecond = 10

const workflowsFromSource: WorkflowSource = {
  workflowsPath: fileURLToPath(new URL('./workflow-bundle.ts', import.meta.url)),
}

/**
 * Opens the workers of a process. One runs workflows and short activities. One runs lanes, which take hours and must
 * not delay a cancellation or a job's event. One creates jobs, at a rate that Temporal limits across all processes.
 * With a browser, one compares pages, one package at a time: two browsers need some 700 MB.
 * Heartbeats go out twice per second, so that a cancellation arrives within half a second.
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
    ...(services.chromium
      ? [await Worker.create({ ...common, taskQueue: browserQueue, maxConcurrentActivityTaskExecutions: 1 })]
      : []),
  ]
  return {
    run: () => Promise.all(workers.map(worker => worker.run())),
    shutdown: () => {
      for (const worker of workers) worker.shutdown()
    },
  }
}
