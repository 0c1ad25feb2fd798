import { systemActor } from '../audit/actor.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { databaseNow, lockPackage } from '../transaction.ts'
import type { Change } from '../audit/change.ts'
import { requestSync } from './sync-runs.ts'

/** What the last look at Dropbox's delta saw, as a hash (null: nothing new), and since when it has been the same. */
export type PollState = Pick<Package, 'polledDelta' | 'idleSince'>

const nothingNewState: PollState = { polledDelta: null, idleSince: null }

/**
 * What a look means that saw `seen` (null: nothing new): what to remember, and whether Dropbox was quiet for long enough to synchronise.
 * Whatever differs from the look before begins the wait anew.
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
 * Records what a look with this cursor saw, and asks for a synchronisation when Dropbox was quiet for long enough: that run, else null. A look
 * that was overtaken, by a run or by whoever switched it off, means nothing.
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

/** Has a package whose look failed wait for its next turn like any other. */
export async function postponePoll(tx: Tx, packageId: string): Promise<void> {
  await tx.$executeRaw`UPDATE package SET polled_at = now() WHERE id = ${packageId}::uuid`
}

/** Has all packages that synchronise by themselves looked at soon, when the connected account is one of these. */
export async function markPollsDue(tx: Tx, accountIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE package SET polled_at = NULL WHERE auto_sync_minutes IS NOT NULL AND polled_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM dropbox_connection WHERE account_id = ANY(${accountIds}::text[]))`
}
