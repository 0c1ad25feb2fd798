import { systemActor } from '@lectern/schema/actor'
import { change } from '@lectern/schema/changes/change'
import { endRun as endRunRow, type RunOutcome } from '@lectern/schema/changes/sync-run'
import type { Services } from './deps.ts'
import { wake } from './wake-quietly.ts'

/** Ends a run, once, and wakes the package's transcode: what was expected of the run may never come now. */
export async function endRun(services: Services, { runId, end }: { runId: string; end: RunOutcome }): Promise<void> {
  const run = await change(services.database, systemActor, tx => endRunRow(tx, runId, end))
  await wake(services, { workflow: 'transcode', packageId: run.packageId })
}
