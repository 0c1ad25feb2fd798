import { advanceTranscode } from './advance-transcode.ts'
import { calculate } from './calculate.ts'
import { changeDraft, type DraftInput } from './change-draft.ts'
import { clean } from './clean.ts'
import { copyItems } from './copy-items.ts'
import { copyRelease } from './copy-release.ts'
import { deployScheduled } from './deploy-scheduled.ts'
import type { Deps } from './deps.ts'
import { advanceEncoding, createEncodingJob, type EncodingKey } from './encode.ts'
import { endRun } from './end-run.ts'
import { alive } from './heartbeat.ts'
import { holdSync, syncHeld } from './hold-sync.ts'
import { failInspection, inspect, openInspection } from './inspect.ts'
import { openRun, syncCancelAsked } from './open-run.ts'
import { pollJobs } from './poll-jobs.ts'
import { advancePublication, failPublication } from './publish.ts'
import { syncQuietPackages } from './sync-quiet-packages.ts'
import { graceBegan, reportTidying } from './tidy-job.ts'
import { tidyReleases } from './tidy-releases.ts'
import { tidyRows } from './tidy-rows.ts'
import { tidyNeeds, tidyStreams } from './tidy-streams.ts'
import { tidyUploads } from './tidy-uploads.ts'
import { tidyVersions } from './tidy-versions.ts'
import { tidyViewerTokens } from './tidy-viewer-tokens.ts'
import { wakeOpenRows } from './wake-open-rows.ts'
import { writeManifest } from './write-manifest.ts'

/** All activities, with the world put in; each says that it is alive. Workflows know them by their types alone. */
export const createActivities = (deps: Deps) => ({
  openRun: alive((packageId: string) => openRun(deps, packageId)),
  holdSync: alive((input: Parameters<typeof holdSync>[1]) => holdSync(deps, input)),
  syncHeld: alive((runId: string) => syncHeld(deps, runId)),
  syncCancelAsked: alive((runId: string) => syncCancelAsked(deps, runId)),
  calculate: alive((input: { runId: string; rest: boolean }) => calculate(deps, input)),
  writeManifest: alive((runId: string) => writeManifest(deps, runId)),
  copyItems: alive((input: { runId: string; lane: number }) => copyItems(deps, input)),
  changeDraft: alive((input: DraftInput) => changeDraft(deps, input)),
  clean: alive((runId: string) => clean(deps, runId)),
  endRun: alive((input: Parameters<typeof endRun>[1]) => endRun(deps, input)),
  advanceTranscode: alive((packageId: string) => advanceTranscode(deps, packageId)),
  advanceEncoding: alive((key: EncodingKey) => advanceEncoding(deps, key)),
  createEncodingJob: alive((key: EncodingKey) => createEncodingJob(deps, key)),
  pollJobs: alive(() => pollJobs(deps)),
  advancePublication: alive((input: Parameters<typeof advancePublication>[1]) => advancePublication(deps, input)),
  copyRelease: alive((publicationId: string) => copyRelease(deps, publicationId)),
  failPublication: alive((publicationId: string) => failPublication(deps, publicationId)),
  deployScheduled: alive((id: string) => deployScheduled(deps, id)),
  openInspection: alive((packageId: string) => openInspection(deps, packageId)),
  inspect: alive((id: string) => inspect(deps, id)),
  failInspection: alive((input: Parameters<typeof failInspection>[1]) => failInspection(deps, input)),
  wakeOpenRows: alive(() => wakeOpenRows(deps)),
  syncQuietPackages: alive(() => syncQuietPackages(deps)),
  graceBegan: alive((days?: number) => graceBegan(deps, days)),
  tidyReleases: alive((input: Parameters<typeof tidyReleases>[1]) => tidyReleases(deps, input)),
  tidyRows: alive((input: Parameters<typeof tidyRows>[1]) => tidyRows(deps, input)),
  tidyUploads: alive((input: Parameters<typeof tidyUploads>[1]) => tidyUploads(deps, input)),
  tidyVersions: alive((input: Parameters<typeof tidyVersions>[1]) => tidyVersions(deps, input)),
  tidyNeeds: alive((input: Parameters<typeof tidyNeeds>[1]) => tidyNeeds(deps, input)),
  tidyStreams: alive((input: Parameters<typeof tidyStreams>[1]) => tidyStreams(deps, input)),
  tidyViewerTokens: alive((input: Parameters<typeof tidyViewerTokens>[1]) => tidyViewerTokens(deps, input)),
  reportTidying: alive((tidied: Parameters<typeof reportTidying>[1]) => reportTidying(deps, tidied)),
})

export type Activities = ReturnType<typeof createActivities>
