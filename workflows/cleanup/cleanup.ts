import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from '../worker/activities.ts'
import { type CleanupResult, maxReportLines, noRemovals, type RemovalCandidate } from './cleanup-report.ts'

const activities = proxyActivities<Activities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '5s',
  // What a night does not bring to its end the next one does.
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 20 },
})

type VersionsPage = Awaited<ReturnType<Activities['cleanVersions']>>

/** `dryRun`: only say what would go. `graceDays`: instead of the configured grace period. */
export type CleanupInput = { dryRun?: boolean; graceDays?: number }

/**
 * Takes away what nothing refers to any more and nothing has referred to for the grace period: releases that no environment keeps, past drafts
 * and unfinished uploads first, then streams, and last the versions of objects that no row needs without them. A Temporal schedule starts it
 * each night. By hand it is started, and says what it would take away (`wouldRemove`: at most a thousand lines; the totals are of all), with
 *
 *   temporal workflow execute --type cleanup --task-queue lectern --workflow-id cleanup-by-hand --input '{"dryRun": true}'
 */
export async function cleanup({ dryRun = false, graceDays }: CleanupInput = {}) {
  const before = await activities.getGracePeriodStart(graceDays)
  const totals = { ...noRemovals }
  const wouldRemove: RemovalCandidate[] = []
  const stepInput = () => ({ before, dryRun, room: dryRun ? maxReportLines - wouldRemove.length : 0 })
  const add = ({ counts, candidates }: CleanupResult) => {
    for (const [kind, count] of Object.entries(counts)) totals[kind as keyof typeof totals] += count
    wouldRemove.push(...candidates)
  }
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
  if (!dryRun) await activities.reportCleanup(totals)
  return { ...totals, wouldRemove }
}
