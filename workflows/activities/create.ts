import { advanceTranscode } from './advance-transcode.ts'
import { calculate } from './calculate.ts'
import { changeDraft, type DraftInput } from './change-draft.ts'
import { clean } from './clean.ts'
import { copyItems } from './copy-items.ts'
import type { Deps } from './deps.ts'
import { advanceEncoding, type EncodingKey } from './encode.ts'
import { endRun } from './end-run.ts'
import { openRun, syncCancelAsked } from './open-run.ts'
import { advancePublication, copyRelease, failPublication } from './publish.ts'
import { wakeOpenRows } from './wake-open-rows.ts'
import { writeManifest } from './write-manifest.ts'

/** All activities, with the world put in. Workflows know them by their types alone. */
export const createActivities = (deps: Deps) => ({
  openRun: (packageId: string) => openRun(deps, packageId),
  syncCancelAsked: (runId: string) => syncCancelAsked(deps, runId),
  calculate: (runId: string) => calculate(deps, runId),
  writeManifest: (runId: string) => writeManifest(deps, runId),
  copyItems: (input: { runId: string; lane: number }) => copyItems(deps, input),
  changeDraft: (input: DraftInput) => changeDraft(deps, input),
  clean: (runId: string) => clean(deps, runId),
  endRun: (input: Parameters<typeof endRun>[1]) => endRun(deps, input),
  advanceTranscode: (packageId: string) => advanceTranscode(deps, packageId),
  advanceEncoding: (key: EncodingKey) => advanceEncoding(deps, key),
  advancePublication: (packageId: string) => advancePublication(deps, packageId),
  copyRelease: (publicationId: string) => copyRelease(deps, publicationId),
  failPublication: (publicationId: string) => failPublication(deps, publicationId),
  wakeOpenRows: () => wakeOpenRows(deps),
})

export type Activities = ReturnType<typeof createActivities>
