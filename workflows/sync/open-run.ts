import type { Services } from '../services.ts'

/** Returns the open run of a package, or null if there is none. Only reads. */
export async function findOpenRun({ database }: Services, packageId: string): Promise<string | null> {
  const run = await database.syncRun.findFirst({ where: { packageId, finishedAt: null } })
  return run?.id ?? null
}

/** Returns whether the run has a cancel request. Only reads. */
export async function isCancelRequested({ database }: Services, runId: string): Promise<boolean> {
  const run = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  return run.cancelRequestedAt !== null && run.phase !== 'CLEANING'
}
