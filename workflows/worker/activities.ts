import { advanceTranscode } from '../transcode/advance-transcode.ts'
import { calculate } from '../sync/plan/calculate.ts'
import { type ChangeDraftInput, changeDraft } from '../sync/change-draft.ts'
import { removeStaleObjects } from '../sync/remove-stale-objects.ts'
import { copyItems } from '../sync/copy/copy-items.ts'
import { copyRelease } from '../publish/copy-release.ts'
import { deployScheduled } from '../publish/deploy-scheduled.ts'
import type { Services } from '../services.ts'
import { advanceEncoding, createEncodingJob } from '../transcode/advance-encoding.ts'
import { endRun } from '../sync/end-run.ts'
import { withHeartbeat } from '../heartbeat.ts'
import { isRunPaused, pauseRun } from '../sync/pause-run.ts'
import { failVerification, findOpenVerification, verifyPackage } from '../verify/verify-package.ts'
import type { EncodingKey } from '../transcode/open-encoding.ts'
import { findOpenRun, isCancelRequested } from '../sync/open-run.ts'
import { pollJobs } from '../transcode/poll-jobs.ts'
import { advancePublication, failPublication } from '../publish/advance-publication.ts'
import { pollPackages } from '../sync/poll-packages.ts'
import { getGracePeriodStart, reportCleanup } from '../cleanup/grace-period.ts'
import { cleanReleases } from '../cleanup/clean-releases.ts'
import { cleanRows } from '../cleanup/clean-rows.ts'
import { cleanEncodings, markUnreferenced } from '../cleanup/clean-encodings.ts'
import { cleanUploads } from '../cleanup/clean-uploads.ts'
import { cleanVersions } from '../cleanup/clean-versions.ts'
import { cleanViewerTokens } from '../cleanup/clean-viewer-tokens.ts'
import { wakeOpenRows } from '../wake-open-rows.ts'
import { writeManifest } from '../sync/write-manifest.ts'

/** All activities, with the world put in; each says that it is alive. Workflows know them by their types alone. */
export const createActivities = (services: Services) => ({
  findOpenRun: withHeartbeat((packageId: string) => findOpenRun(services, packageId)),
  pauseRun: withHeartbeat((input: Parameters<typeof pauseRun>[1]) => pauseRun(services, input)),
  isRunPaused: withHeartbeat((runId: string) => isRunPaused(services, runId)),
  isCancelRequested: withHeartbeat((runId: string) => isCancelRequested(services, runId)),
  calculate: withHeartbeat((input: { runId: string; untilEnd: boolean }) => calculate(services, input)),
  writeManifest: withHeartbeat((runId: string) => writeManifest(services, runId)),
  copyItems: withHeartbeat((input: { runId: string; lane: number }) => copyItems(services, input)),
  changeDraft: withHeartbeat((input: ChangeDraftInput) => changeDraft(services, input)),
  removeStaleObjects: withHeartbeat((runId: string) => removeStaleObjects(services, runId)),
  endRun: withHeartbeat((input: Parameters<typeof endRun>[1]) => endRun(services, input)),
  advanceTranscode: withHeartbeat((packageId: string) => advanceTranscode(services, packageId)),
  advanceEncoding: withHeartbeat((key: EncodingKey) => advanceEncoding(services, key)),
  createEncodingJob: withHeartbeat((key: EncodingKey) => createEncodingJob(services, key)),
  pollJobs: withHeartbeat(() => pollJobs(services)),
  advancePublication: withHeartbeat((input: Parameters<typeof advancePublication>[1]) =>
    advancePublication(services, input),
  ),
  copyRelease: withHeartbeat((publicationId: string) => copyRelease(services, publicationId)),
  failPublication: withHeartbeat((publicationId: string) => failPublication(services, publicationId)),
  deployScheduled: withHeartbeat((id: string) => deployScheduled(services, id)),
  findOpenVerification: withHeartbeat((packageId: string) => findOpenVerification(services, packageId)),
  verifyPackage: withHeartbeat((id: string) => verifyPackage(services, id)),
  failVerification: withHeartbeat((input: Parameters<typeof failVerification>[1]) => failVerification(services, input)),
  wakeOpenRows: withHeartbeat(() => wakeOpenRows(services)),
  pollPackages: withHeartbeat(() => pollPackages(services)),
  getGracePeriodStart: withHeartbeat((days?: number) => getGracePeriodStart(services, days)),
  cleanReleases: withHeartbeat((input: Parameters<typeof cleanReleases>[1]) => cleanReleases(services, input)),
  cleanRows: withHeartbeat((input: Parameters<typeof cleanRows>[1]) => cleanRows(services, input)),
  cleanUploads: withHeartbeat((input: Parameters<typeof cleanUploads>[1]) => cleanUploads(services, input)),
  cleanVersions: withHeartbeat((input: Parameters<typeof cleanVersions>[1]) => cleanVersions(services, input)),
  markUnreferenced: withHeartbeat((input: Parameters<typeof markUnreferenced>[1]) => markUnreferenced(services, input)),
  cleanEncodings: withHeartbeat((input: Parameters<typeof cleanEncodings>[1]) => cleanEncodings(services, input)),
  cleanViewerTokens: withHeartbeat((input: Parameters<typeof cleanViewerTokens>[1]) =>
    cleanViewerTokens(services, input),
  ),
  reportCleanup: withHeartbeat((counts: Parameters<typeof reportCleanup>[1]) => reportCleanup(services, counts)),
})

export type Activities = ReturnType<typeof createActivities>
