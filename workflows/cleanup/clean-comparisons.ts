import { cancellationSignal } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { comparisonPrefix } from '../storage/keys.ts'
import { countBytesBelow, removeAllBelow } from '../storage/s3-versions.ts'
import type { CleanupOptions } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'

/**
 * Removes comparisons of pages that have expired: first the pictures, then the row, so that a killed call leaves nothing
 * behind. They have an end of their own, not the grace period.
 */
export async function cleanComparisons(
  { database, store }: Services,
  { dryRun }: CleanupOptions,
): Promise<CleanupResult> {
  const { result, add } = startCleanupReport({ dryRun })
  const signal = cancellationSignal()
  const expired = await database.pageComparison.findMany({
    where: { expiresAt: { lt: new Date() }, finishedAt: { not: null } },
    orderBy: { expiresAt: 'asc' },
    include: { package: true },
  })
  for (const { id, package: pkg } of expired) {
    signal.throwIfAborted()
    const bytes = await (dryRun ? countBytesBelow : removeAllBelow)(store, comparisonPrefix(id))
    if (!dryRun) await database.pageComparison.deleteMany({ where: { id } })
    add('comparisons', () => `Pictures of pages of "${pkg.title}"`, { bytes })
  }
  return result
}
