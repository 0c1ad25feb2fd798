import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { type DryRunOutcome, endDryRun as end } from '@lectern/domain/cleanup/dry-runs'
import type { Services } from '../services.ts'

/** Returns the open dry run, or null if there is none. Only reads. */
export async function findOpenDryRun({ database }: Services): Promise<string | null> {
  return (await database.cleanupDryRun.findFirst({ where: { finishedAt: null } }))?.id ?? null
}

/** Ends a dry run with its result, once. */
export async function endDryRun({ database }: Services, id: string, outcome: DryRunOutcome): Promise<void> {
  await change(database, systemActor, tx => end(tx, id, outcome))
}
