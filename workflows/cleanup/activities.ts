import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { cleanComparisons } from './clean-comparisons.ts'
import { cleanEncodings, markUnreferenced } from './clean-encodings.ts'
import { cleanReleases } from './clean-releases.ts'
import { cleanRows } from './clean-rows.ts'
import { cleanUploads } from './clean-uploads.ts'
import { cleanVersions } from './clean-versions.ts'
import { cleanViewerTokens } from './clean-viewer-tokens.ts'
import { endDryRun, findOpenDryRun } from './dry-run-row.ts'
import { getGracePeriodStart, reportCleanup } from './grace-period.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createCleanupActivities = (services: Services) => ({
  getGracePeriodStart: withHeartbeat((days?: number) => getGracePeriodStart(services, days)),
  cleanReleases: withHeartbeat((input: Parameters<typeof cleanReleases>[1]) => cleanReleases(services, input)),
  cleanRows: withHeartbeat((input: Parameters<typeof cleanRows>[1]) => cleanRows(services, input)),
  cleanUploads: withHeartbeat((input: Parameters<typeof cleanUploads>[1]) => cleanUploads(services, input)),
  cleanVersions: withHeartbeat((input: Parameters<typeof cleanVersions>[1]) => cleanVersions(services, input)),
  markUnreferenced: withHeartbeat((input: Parameters<typeof markUnreferenced>[1]) => markUnreferenced(services, input)),
  cleanEncodings: withHeartbeat((input: Parameters<typeof cleanEncodings>[1]) => cleanEncodings(services, input)),
  cleanComparisons: withHeartbeat((input: Parameters<typeof cleanComparisons>[1]) => cleanComparisons(services, input)),
  cleanViewerTokens: withHeartbeat((input: Parameters<typeof cleanViewerTokens>[1]) =>
    cleanViewerTokens(services, input),
  ),
  findOpenDryRun: withHeartbeat(() => findOpenDryRun(services)),
  endDryRun: withHeartbeat((id: string, outcome: Parameters<typeof endDryRun>[2]) => endDryRun(services, id, outcome)),
  reportCleanup: withHeartbeat((counts: Parameters<typeof reportCleanup>[1]) => reportCleanup(services, counts)),
})

export type CleanupActivities = ReturnType<typeof createCleanupActivities>
