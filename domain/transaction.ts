import { Prisma, type Tx } from './database.ts'

/** Tells all servers, at commit, that something of this package is new. */
export async function notify(tx: Tx, packageId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify('lectern', ${packageId})::text`
}

/** The time by Postgres: moments that are compared must not come from the clocks of two machines. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await tx.$queryRaw<{ now: Date }[]>`SELECT clock_timestamp() AS now`
  return row!.now
}

/** Locks a run's row: what lanes record and what the draft takes of it come one after the other. */
export async function lockRun(tx: Tx, runId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM sync_run WHERE id = ${runId}::uuid FOR UPDATE`)
  return tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
}

/** Locks a package's row: whoever opens, ends or changes something of it comes one after the other. */
export async function lockPackage(tx: Tx, packageId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM package WHERE id = ${packageId}::uuid FOR UPDATE`)
  return tx.package.findUniqueOrThrow({ where: { id: packageId } })
}

/**
 * Makes the statements that follow in this transaction join by hashing: of rows that were just written Postgres has no statistics, takes ten
 * thousands for one, and would compare each with each.
 */
export async function disableNestedLoops(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`
}
