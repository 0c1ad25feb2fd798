import { z } from 'zod'
import { type Package, Prisma, type Tx } from './database.ts'
import { conflict } from './errors.ts'
import { rows } from './rows.ts'

/** Notifies all servers, at commit, that this package changed, or the deliveries of this webhook. */
export async function notify(tx: Tx, id: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_notify('lectern', ${id})::text`
}

const nowRow = z.object({ now: z.date() })

/** Returns the current time of Postgres. Times that are compared must not come from the clocks of two machines. */
export async function databaseNow(tx: Tx): Promise<Date> {
  const [row] = await rows(tx, nowRow, Prisma.sql`SELECT clock_timestamp() AS now`)
  return row!.now
}

/** Locks a sync run's row. Serializes what lanes record with what the draft takes from the run. */
export async function lockRun(tx: Tx, runId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM sync_run WHERE id = ${runId}::uuid FOR UPDATE`)
  return tx.syncRun.findUniqueOrThrow({ where: { id: runId } })
}

/** Locks the package row. Serializes everything that opens, ends, or changes part of the package. */
export async function lockPackage(tx: Tx, packageId: string) {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM package WHERE id = ${packageId}::uuid FOR UPDATE`)
  return tx.package.findUniqueOrThrow({ where: { id: packageId } })
}

/** Locks the rows of several packages in the order of their ids, and returns those that exist in that order. */
export async function lockPackages(tx: Tx, packageIds: string[]): Promise<Package[]> {
  await tx.$queryRaw(Prisma.sql`SELECT 1 FROM package WHERE id = ANY(${packageIds}::uuid[]) ORDER BY id FOR UPDATE`)
  return tx.package.findMany({ where: { id: { in: packageIds } }, orderBy: { id: 'asc' } })
}

/** Locks a package to start something with it. CONFLICT if it is archived. `action` completes "Restore it before you …". */
export async function lockActivePackage(tx: Tx, packageId: string, action: string): Promise<Package> {
  const pkg = await lockPackage(tx, packageId)
  requireNotArchived(pkg, action)
  return pkg
}

/** @throws ClientError CONFLICT if the package is archived. `action` completes "Restore it before you …". */
export function requireNotArchived(pkg: Pick<Package, 'title' | 'archivedAt'>, action: string): void {
  if (pkg.archivedAt) throw conflict(`"${pkg.title}" is archived. Restore it before you ${action}.`)
}

/**
 * Makes the rest of this transaction join by hashing. Postgres has no statistics for rows that the transaction just
 * wrote: it would plan for one row where there are ten thousand, and compare each with each.
 */
export async function disableNestedLoops(tx: Tx): Promise<void> {
  await tx.$executeRaw`SET LOCAL enable_nestloop = off`
}
