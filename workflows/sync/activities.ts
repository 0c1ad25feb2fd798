import { withHeartbeat } from '../heartbeat.ts'
import type { Services } from '../services.ts'
import { type ChangeDraftInput, changeDraft } from './change-draft.ts'
import { copyItems } from './copy/copy-items.ts'
import { endRun } from './end-run.ts'
import { findOpenRun, isCancelRequested } from './open-run.ts'
import { isRunPaused, pauseRun } from './pause-run.ts'
import { calculate } from './plan/calculate.ts'
import { pollPackages } from './poll-packages.ts'
import { removeStaleObjects } from './remove-stale-objects.ts'
import { writeManifest } from './write-manifest.ts'

/** The activities of this folder with their services, each with heartbeats. Workflows import only the types. */
export const createSyncActivities = (services: Services) => ({
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
  pollPackages: withHeartbeat(() => pollPackages(services)),
})

export type SyncActivities = ReturnType<typeof createSyncActivities>
