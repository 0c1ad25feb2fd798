import type { Client } from '@temporalio/client'
import { browserQueue, jobQueue, laneQueue, taskQueue } from '../contract.ts'

/** Milliseconds that Temporal may take to describe its queues. */
const describeTimeoutMs = 2_000
/** A worker asks for a task for up to a minute, and then again. One that has not asked for longer is gone. */
const goneAfterMs = 75_000
/** Temporal's numbers for the kinds of task queues. */
const queueKinds = { workflow: 1, activity: 2 } as const

/** A task queue. `waiting`: tasks that no worker has taken yet; `oldest`: since when the first of them waits. */
export type TaskQueueState = { name: string; waiting: number; oldest: Date | null; workers: number }

/**
 * Describes the task queues of the workers; that for browsers only if some should poll it (`comparesPages`). Throws if
 * Temporal is unreachable.
 */
export function describeTaskQueues(temporal: Client, comparesPages: boolean): Promise<TaskQueueState[]> {
  const names = [taskQueue, laneQueue, jobQueue, ...(comparesPages ? [browserQueue] : [])]
  const read = () => Promise.all(names.map(name => describeTaskQueue(temporal, name)))
  return temporal.withDeadline(Date.now() + describeTimeoutMs, read)
}

async function describeTaskQueue(temporal: Client, name: string): Promise<TaskQueueState> {
  const { namespace } = temporal.options
  const now = Date.now()
  const descriptions = await Promise.all(
    Object.values(queueKinds).map(taskQueueType =>
      temporal.workflowService.describeTaskQueue({
        ...{ namespace, taskQueue: { name }, taskQueueType },
        reportStats: true,
      }),
    ),
  )
  const backlogs = descriptions.map(({ stats }) => ({
    count: Number(stats?.approximateBacklogCount ?? 0),
    ageMs: Number(stats?.approximateBacklogAge?.seconds ?? 0) * 1000,
  }))
  const waiting = backlogs.reduce((sum, { count }) => sum + count, 0)
  const workers = descriptions
    .flatMap(({ pollers }) => pollers)
    .filter(({ lastAccessTime }) => now - Number(lastAccessTime?.seconds ?? 0) * 1000 < goneAfterMs)
    .map(({ identity }) => identity)
  const oldestMs = Math.max(...backlogs.map(({ ageMs }) => ageMs))
  return { name, waiting, oldest: waiting > 0 ? new Date(now - oldestMs) : null, workers: new Set(workers).size }
}
