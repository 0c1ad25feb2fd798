import { lectern } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { endRun as endRunRow, type RunEnd } from '@lectern/schema/changes/sync-run'
import type { Deps } from './deps.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** Ends a run, once, and wakes the package's transcode: what was expected of the run may never come now. */
export async function endRun(deps: Deps, { runId, end }: { runId: string; end: RunEnd }): Promise<void> {
  const run = await change(deps.database, lectern, tx => endRunRow(tx, runId, end))
  await wakeQuietly(deps, { workflow: 'transcode', packageId: run.packageId })
}
