import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { endRun as endRunRow, type RunOutcome } from '@lectern/domain/sync/sync-runs'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'

/**
 * Ends a run, once. Wakes the package's transcode, because videos that it expects from the run may never arrive now.
 */
export async function endRun(services: Services, { runId, end }: { runId: string; end: RunOutcome }): Promise<void> {
  const run = await change(services.database, systemActor, tx => endRunRow(tx, runId, end))
  await tryWake(services, { workflow: 'transcode', packageId: run.packageId })
}
