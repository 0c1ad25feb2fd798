import type { Client } from '@temporalio/client'

/** Milliseconds that Temporal may take. */
const describeTimeoutMs = 2_000

/** The nightly cleanup: when it last started and how that run ended, and when it starts next. */
export type CleanupNights = {
  lastAt: Date | null
  lastStatus: string | null
  /** The run of Temporal by which the audit log names the last cleanup. */
  lastRunId: string | null
  nextAt: Date | null
}

/** Reads the schedule of the cleanup and its last run. Throws if Temporal is unreachable. */
export function readCleanupNights(temporal: Client): Promise<CleanupNights> {
  return temporal.withDeadline(Date.now() + describeTimeoutMs, async () => {
    const { info } = await temporal.schedule.getHandle('cleanup').describe()
    const last = info.recentActions.at(-1)
    return {
      lastAt: last?.takenAt ?? null,
      lastStatus: last ? await statusOf(temporal, last.action.workflow.workflowId) : null,
      lastRunId: last?.action.workflow.firstExecutionRunId ?? null,
      nextAt: info.nextActionTimes[0] ?? null,
    }
  })
}

/** Temporal's name of a run's state, such as COMPLETED. Null once Temporal has removed the run. */
const statusOf = (temporal: Client, workflowId: string): Promise<string | null> =>
  temporal.workflow
    .getHandle(workflowId)
    .describe()
    .then(
      ({ status }) => status.name,
      () => null,
    )
