import type { Action } from '../audit/actions.ts'
import type { Attribution } from '../audit/actor.ts'
import type { Change, Event } from '../audit/change.ts'
import type { CleanupDryRun, Database, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { databaseNow } from '../transaction.ts'
import { type CleanupCounts, describeCounts, type RemovalCandidate } from './cleanup-counts.ts'

/** The newest dry run of the cleanup. Null if there was none. */
export const newestDryRun = (database: Database): Promise<CleanupDryRun | null> =>
  database.cleanupDryRun.findFirst({ orderBy: { startedAt: 'desc' } })

/** Opens a dry run of the cleanup in place of the last one, or joins the open one. */
export async function requestDryRun(tx: Tx, by: Attribution): Promise<Change<CleanupDryRun>> {
  // Serializes requests: there may be no row to lock yet.
  await tx.$executeRaw`LOCK TABLE cleanup_dry_run IN SHARE ROW EXCLUSIVE MODE`
  const open = await tx.cleanupDryRun.findFirst({ where: { finishedAt: null } })
  if (open) return { result: open }
  await tx.cleanupDryRun.deleteMany()
  const run = await tx.cleanupDryRun.create({ data: { startedBy: by.actor, startedAt: await databaseNow(tx) } })
  return { result: run, events: [dryRunEvent(run, 'storage.dryRunStarted', 'Started a dry run of the cleanup')] }
}

/** What a dry run found, or why it could not be completed. */
export type DryRunOutcome = { counts: CleanupCounts; candidates: RemovalCandidate[] } | { error: Problem }

/** Ends a dry run. Does nothing if it has ended. */
export async function endDryRun(tx: Tx, id: string, outcome: DryRunOutcome): Promise<Change<null>> {
  const data = { ...outcome, finishedAt: await databaseNow(tx) }
  const { count } = await tx.cleanupDryRun.updateMany({ where: { id, finishedAt: null }, data })
  if (count === 0) return { result: null }
  if ('error' in outcome) {
    const { error } = outcome
    const summary = `The dry run of the cleanup failed: ${error.message}`
    return { result: null, events: [{ ...dryRunEvent({ id }, 'storage.dryRunFailed', summary), after: { error } }] }
  }
  const found = describeCounts(outcome.counts)
  const summary = found ? `A cleanup would remove: ${found}` : 'A cleanup would remove nothing'
  const event = dryRunEvent({ id }, 'storage.dryRunFinished', summary)
  return { result: null, events: [{ ...event, after: outcome.counts }] }
}

const dryRunEvent = ({ id }: Pick<CleanupDryRun, 'id'>, action: Action, summary: string): Event => ({
  ...{ action, subjectType: 'CleanupDryRun', subjectId: id, summary },
})
