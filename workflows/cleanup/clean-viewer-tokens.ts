import { removeExpiredViewerTokens } from '@lectern/domain/cleanup/expired-rows'
import type { Tx } from '@lectern/domain/database'
import { type CleanupResult, startCleanupReport } from './cleanup-report.ts'
import type { Services } from '../services.ts'
import { runAndRollBack } from './dry-run.ts'
import type { CleanupOptions } from './clean-rows.ts'

/** Forgets viewers' addresses that were over before the grace period; done twice, the second time finds none. */
export async function cleanViewerTokens({ database }: Services, options: CleanupOptions): Promise<CleanupResult> {
  const { swept: result, add } = startCleanupReport(options)
  const removal = (tx: Tx) => removeExpiredViewerTokens(tx, new Date(options.before))
  const count = options.dryRun ? await runAndRollBack(database, removal) : await database.$transaction(removal)
  if (count > 0) add('viewerTokens', () => `Viewers' addresses that are over: ${count}`, { count })
  return result
}
