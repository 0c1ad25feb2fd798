import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'
import { type Going, mostLines, nothing, type Swept } from './tidied.ts'

const activities = proxyActivities<Activities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '5s',
  // What a night does not bring to its end the next one does.
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 20 },
})

type Versions = Awaited<ReturnType<Activities['tidyVersions']>>

/** `dryRun`: only say what would go. `graceDays`: instead of the configured grace period. */
export type TidyInput = { dryRun?: boolean; graceDays?: number }

/**
 * Takes away what nothing refers to any more and nothing has referred to for the grace period: releases that no environment keeps, past drafts
 * and unfinished uploads first, then streams, and last the versions of objects that no row needs without them. A Temporal schedule starts it
 * each night. By hand it is started, and says what it would take away (`wouldGo`: at most a thousand lines; the totals are of all), with
 *
 *   temporal workflow execute --type tidy --task-queue lectern --workflow-id tidy-by-hand --input '{"dryRun": true}'
 */
export async function tidy({ dryRun = false, graceDays }: TidyInput = {}) {
  const before = await activities.graceBegan(graceDays)
  const tidied = { ...nothing }
  const wouldGo: Going[] = []
  const tidying = () => ({ before, dryRun, room: dryRun ? mostLines - wouldGo.length : 0 })
  const add = ({ counts, going }: Swept) => {
    for (const [kind, count] of Object.entries(counts)) tidied[kind as keyof typeof tidied] += count
    wouldGo.push(...going)
  }
  const addPages = async (step: (after: string) => Promise<Swept & { next: string | null }>) => {
    for (let after: string | null = ''; after !== null; ) {
      const page = await step(after)
      add(page)
      after = page.next
    }
  }

  await addPages(after => activities.tidyReleases({ ...tidying(), after }))
  await addPages(after => activities.tidyRows({ ...tidying(), after }))
  add(await activities.tidyUploads(tidying()))
  if (!dryRun) await activities.tidyNeeds({ before })
  await addPages(after => activities.tidyStreams({ ...tidying(), after }))
  for (const area of ['draft/', 'originals/', 'sources/', 'captions/'] as const) {
    for (let from: Versions['next'] = {}; from !== null; ) {
      const versions: Versions = await activities.tidyVersions({ ...tidying(), area, from })
      add(versions)
      from = versions.next
    }
  }
  add(await activities.tidyViewerTokens(tidying()))
  if (!dryRun) await activities.reportTidying(tidied)
  return { ...tidied, wouldGo }
}
