import { removeExpiredViewerTokens } from '@lectern/domain/cleanup/expired-rows'
import type { Tx } from '@lectern/domain/database'
import type { Services } from '../services.ts'
import type { CleanupOptions } from './clean-rows.ts'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import { runAndRollBack } from './dry-run.ts'

/** Deletes viewer tokens that expired before the grace period. A repetition finds nothing to do. */
export async function cleanViewerTokens({ database }: Services, options: CleanupOptions): Promise<CleanupResult> {
  const { result, add } = startCleanupReport(options)
  const removal = (tx: Tx) => removeExpiredViewerTokens(tx, new Date(options.before))
  const count = options.dryRun ? await runAndRollBack(database, removal) : await database.$transaction(removal)
  if (count > 0) add('viewerTokens', () => `Expired viewer tokens: ${count}`, { count })
  return result
}
