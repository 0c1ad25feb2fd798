import { proxyActivities } from '@temporalio/workflow'
import type { Activities } from './activities/create.ts'

const activities = proxyActivities<Activities>({
  startToCloseTimeout: '2h',
  heartbeatTimeout: '5s',
  // What a night does not bring to its end the next one does.
  retry: { initialInterval: '1s', maximumInterval: '1m', maximumAttempts: 20 },
})

type Rows = Awaited<ReturnType<Activities['tidyRows']>>
type Versions = Awaited<ReturnType<Activities['tidyVersions']>>

/** `dryRun`: only count. `graceDays`: instead of the configured grace period. */
export type TidyInput = { dryRun?: boolean; graceDays?: number }

/**
 * Takes away what nothing refers to any more and nothing has referred to for the grace period: past drafts and unfinished uploads first, then
 * the versions of objects that no row needs without them. A Temporal schedule starts it each night. By hand it is started, and says what it
 * would take away, with
 *
 *   temporal workflow execute --type tidy --task-queue lectern --workflow-id tidy-by-hand --input '{"dryRun": true}'
 */
export async function tidy({ dryRun = false, graceDays }: TidyInput = {}) {
  const tidying = { before: await activities.graceBegan(graceDays), dryRun }
  const tidied = { revisions: 0, uploads: 0, versions: 0, bytes: 0 }

  for (let after: string | null = ''; after !== null; ) {
    const rows: Rows = await activities.tidyRows({ ...tidying, after })
    tidied.revisions += rows.revisions
    tidied.uploads += rows.uploads
    after = rows.next
  }
  tidied.uploads += (await activities.tidyUploads(tidying)).uploads
  for (const area of ['draft/', 'originals/'] as const) {
    for (let from: Versions['next'] = {}; from !== null; ) {
      const versions: Versions = await activities.tidyVersions({ ...tidying, area, from })
      tidied.versions += versions.versions
      tidied.bytes += versions.bytes
      from = versions.next
    }
  }
  if (!dryRun) await activities.reportTidying(tidied)
  return tidied
}
