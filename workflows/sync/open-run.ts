import type { Services } from '../services.ts'

/** The run of a package that somebody has to work on; null when there is none. Only reads. */
export async function findOpenRun({ database }: Services, packageId: string): Promise<string | null> {
  const run = await database.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  return run?.id ?? null
}

/** Has somebody asked the run to stop? Only reads. */
export async function isCancelRequested({ database }: Services, runId: string): Promise<boolean> {
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  return run.cancelRequestedAt !== null && run.phase !== 'CLEANING'
}
