import { systemActor } from '../audit/actor.ts'
import type { Change } from '../audit/change.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import { requestSync } from './sync-runs.ts'

/** The hash of the delta that the last poll saw (null: nothing new), and since when it has been the same. */
export type PollState = Pick<Package, 'polledDelta' | 'idleSince'>

const nothingNewState: PollState = { polledDelta: null, idleSince: null }

/**
 * Evaluates a poll: returns the new state, and whether Dropbox has been idle for long enough to synchronize.
 * `deltaHash` is null if there is nothing new. A delta that differs from the previous one restarts the wait.
 */
export function evaluatePoll(
  previous: PollState,
  deltaHash: string | null,
  autoSyncMinutes: number,
  now: Date,
): { pollState: PollState; shouldSync: boolean } {
  if (deltaHash === null) return { pollState: nothingNewState, shouldSync: false }
  const { polledDelta, idleSince } = previous
  if (deltaHash !== polledDelta || idleSince === null)
    return { pollState: { polledDelta: deltaHash, idleSince: now }, shouldSync: false }
  const shouldSync = now.getTime() - idleSince.getTime() >= autoSyncMinutes * 60_000
  return { pollState: shouldSync ? nothingNewState : { polledDelta, idleSince }, shouldSync }
}

/**
 * Records a poll with this cursor, and requests a synchronization if Dropbox has been idle for long enough. Returns
 * that run, or null. Ignores the poll if a run started, the cursor changed, auto-sync was turned off, or the package
 * was archived in the meantime.
 */
export async function recordPoll(
  tx: Tx,
  { packageId, cursor }: { packageId: string; cursor: string | null },
  deltaHash: string | null,
): Promise<Change<SyncRun | null>> {
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.syncRun.count({ where: { packageId, finishedAt: null } })
  if (open > 0 || pkg.cursor !== cursor || pkg.autoSyncMinutes === null || pkg.archivedAt) return { result: null }
  const now = await databaseNow(tx)
  const { pollState, shouldSync } = evaluatePoll(pkg, deltaHash, pkg.autoSyncMinutes, now)
  await tx.package.update({ where: { id: packageId }, data: { ...pollState, polledAt: now } })
  return shouldSync ? requestSync(tx, systemActor, packageId, false) : { result: null }
}

/** Postpones the next poll of a package after a failed one, as a successful poll does. */
export async function postponePoll(tx: Tx, packageId: string): Promise<void> {
  await tx.$executeRaw`UPDATE package SET polled_at = now() WHERE id = ${packageId}::uuid`
}

/**
 * Makes the polls of all packages with auto-sync due if the connected account is one of these, and records when Dropbox
 * reported it.
 */
export async function markPollsDue(tx: Tx, accountIds: string[]): Promise<void> {
  await tx.$executeRaw`UPDATE dropbox_connection SET notified_at = now() WHERE account_id = ANY(${accountIds}::text[])`
  await tx.$executeRaw`
    UPDATE package SET polled_at = NULL WHERE auto_sync_minutes IS NOT NULL AND polled_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM dropbox_connection WHERE account_id = ANY(${accountIds}::text[]))`
}
