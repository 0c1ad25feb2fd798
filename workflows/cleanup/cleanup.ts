import { patched, proxyActivities } from '@temporalio/workflow'
import type { CleanupActivities } from './activities.ts'
import { addResults, type CleanupResult } from './cleanup-report.ts'

const activities = proxyActivities<CleanupActivities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '5s',
  // The next night completes what this one does not.
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 20 },
})

type VersionsPage = Awaited<ReturnType<CleanupActivities['cleanVersions']>>

/** `dryRun` only reports what would be removed. `graceDays` replaces the configured grace period. */
export type CleanupInput = { dryRun?: boolean; graceDays?: number }

/**
 * Removes what has been unreferenced for the grace period: first expired releases, past drafts, and unfinished uploads;
 * then encodings; last the object versions that no row needs without them. A Temporal schedule starts it each night. You
 * can also start it by hand, to list only what it would remove. `wouldRemove` has at most 100 lines of each kind; the totals
 * count everything.
 *
 *   temporal workflow execute --type cleanup --task-queue lectern --workflow-id cleanup-by-hand --input '{"dryRun": true}'
 */
export async function cleanup({ dryRun = false, graceDays }: CleanupInput = {}) {
  const before = await activities.getGracePeriodStart(graceDays)
  const { totals, candidates: wouldRemove, add } = addResults()
  const stepInput = () => ({ before, dryRun })
  const addAllPages = async (step: (after: string) => Promise<CleanupResult & { next: string | null }>) => {
    for (let after: string | null = ''; after !== null; ) {
      const page = await step(after)
      add(page)
      after = page.next
    }
  }

  await addAllPages(after => activities.cleanReleases({ ...stepInput(), after }))
  await addAllPages(after => activities.cleanRows({ ...stepInput(), after }))
  add(await activities.cleanUploads(stepInput()))
  if (!dryRun) await activities.markUnreferenced({ before })
  await addAllPages(after => activities.cleanEncodings({ ...stepInput(), after }))
  for (const area of ['draft/', 'originals/', 'sources/', 'captions/'] as const) {
    for (let from: VersionsPage['next'] = {}; from !== null; ) {
      const versions: VersionsPage = await activities.cleanVersions({ ...stepInput(), area, from })
      add(versions)
      from = versions.next
    }
  }
  add(await activities.cleanViewerTokens(stepInput()))
  // A cleanup of an earlier version that was interrupted here did not do this.
  if (patched('clean-comparisons')) add(await activities.cleanComparisons(stepInput()))
  if (!dryRun) await activities.reportCleanup(totals)
  return { ...totals, wouldRemove }
}
