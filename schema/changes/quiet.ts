import { lectern } from '../actor.ts'
import type { Package, SyncRun, Tx } from '../database.ts'
import { clock, lockPackage, type Outcome } from './change.ts'
import { askForSync } from './sync-run.ts'

/** What the last look at Dropbox's delta saw, as a hash (null: nothing new), and since when it has been the same. */
export type Watch = Pick<Package, 'peekedDelta' | 'quietSince'>

const nothingNew: Watch = { peekedDelta: null, quietSince: null }

/**
 * What a look means that saw `seen` (null: nothing new): what to remember, and whether Dropbox was quiet for long enough to synchronise.
 * Whatever differs from the look before begins the wait anew.
 */
export function afterPeek(
  before: Watch,
  seen: string | null,
  quietMinutes: number,
  now: Date,
): { watch: Watch; ask: boolean } {
  if (seen === null) return { watch: nothingNew, ask: false }
  const { peekedDelta, quietSince } = before
  if (seen !== peekedDelta || quietSince === null) return { watch: { peekedDelta: seen, quietSince: now }, ask: false }
  const ask = now.getTime() - quietSince.getTime() >= quietMinutes * 60_000
  return { watch: ask ? nothingNew : { peekedDelta, quietSince }, ask }
}

/**
 * Records what a look with this cursor saw, and asks for a synchronisation when Dropbox was quiet for long enough: that run, else null. A look
 * that was overtaken, by a run or by whoever switched it off, means nothing.
 */
export async function recordPeek(
  tx: Tx,
  { packageId, cursor }: { packageId: string; cursor: string | null },
  seen: string | null,
): Promise<Outcome<SyncRun | null>> {
  const pkg = await lockPackage(tx, packageId)
  const open = await tx.syncRun.count({ where: { packageId, finishedAt: null } })
  if (open > 0 || pkg.cursor !== cursor || pkg.quietMinutes === null || pkg.archivedAt) return { result: null }
  const now = await clock(tx)
  const { watch, ask } = afterPeek(pkg, seen, pkg.quietMinutes, now)
  await tx.package.update({ where: { id: packageId }, data: { ...watch, peekedAt: now } })
  return ask ? askForSync(tx, lectern, packageId, false) : { result: null }
}

/** Has a package whose look failed wait for its next turn like any other. */
export async function postponePeek(tx: Tx, packageId: string): Promise<void> {
  await tx.$executeRaw`UPDATE package SET peeked_at = now() WHERE id = ${packageId}::uuid`
}

/** Has all packages that synchronise by themselves looked at soon, when the connected account is one of these. */
export async function peekSoon(tx: Tx, accountIds: string[]): Promise<void> {
  await tx.$executeRaw`
    UPDATE package SET peeked_at = NULL WHERE quiet_minutes IS NOT NULL AND peeked_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM dropbox_connection WHERE account_id = ANY(${accountIds}::text[]))`
}
