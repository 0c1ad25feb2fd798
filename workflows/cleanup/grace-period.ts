import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type CleanupCounts, recordCleanup } from '@lectern/domain/cleanup/expired-rows'
import { databaseNow } from '@lectern/domain/transaction'
import { Context } from '@temporalio/activity'
import type { Services } from '../services.ts'

const dayMs = 86_400_000

/** The moment that a grace period of so many days, by default the configured one, ends with: what is unneeded since before it goes. */
export async function getGracePeriodStart({ database, graceDays }: Services, days = graceDays): Promise<string> {
  const now = await database.$transaction(databaseNow)
  return new Date(now.getTime() - days * dayMs).toISOString()
}

/** Says in the audit log what this night's removal came to, once. */
export async function reportCleanup({ database }: Services, counts: CleanupCounts): Promise<void> {
  const { runId } = Context.current().info.workflowExecution!
  await change(database, systemActor, tx => recordCleanup(tx, runId, counts))
}
