import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type CleanupCounts, recordCleanup } from '@lectern/domain/cleanup/cleanup-counts'
import { databaseNow } from '@lectern/domain/transaction'
import { Context } from '@temporalio/activity'
import type { Services } from '../services.ts'

const dayMs = 86_400_000

/**
 * Returns the start of the grace period: `days` ago, by default as configured. What has been unreferenced since before
 * it is removed.
 */
export async function getGracePeriodStart({ database, graceDays }: Services, days = graceDays): Promise<string> {
  const now = await database.$transaction(databaseNow)
  return new Date(now.getTime() - days * dayMs).toISOString()
}

/** Records the counts of this night's cleanup in the audit log, once. */
export async function reportCleanup({ database }: Services, counts: CleanupCounts): Promise<void> {
  const { runId } = Context.current().info.workflowExecution!
  await change(database, systemActor, tx => recordCleanup(tx, runId, counts))
}
