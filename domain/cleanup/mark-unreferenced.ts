import { Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { keyRow, type TrackedTable, unreferencedBeforeSql } from './unreferenced.ts'

/** The rows of one statement. Each statement scans the whole table, so we run few large ones. */
const batchSize = 5_000

/**
 * Updates since when rows are unreferenced: sets the time, or clears it if they are referenced again. Updates one batch
 * and returns its size; 0 means done. Skips locked rows, because a request for them is in progress; the next cleanup
 * handles them.
 */
export function updateUnreferencedSince(
  tx: Tx,
  { tableSql, keySql, sinceSql, existsSql, isReferencedSql }: TrackedTable,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE ${tableSql} SET ${sinceSql} = CASE WHEN ${sinceSql} IS NULL THEN now() END WHERE ${keySql} IN (
      SELECT ${keySql} FROM ${tableSql} WHERE ${existsSql} AND (${sinceSql} IS NULL) <> ${isReferencedSql}
      LIMIT ${batchSize} FOR UPDATE OF ${tableSql} SKIP LOCKED)`
}

/**
 * Locks a batch of rows that have been unreferenced since before `before`, and returns their keys. A request for one of
 * them waits for the lock and then sees the outcome. Checks each row again under its lock, because it may have been
 * requested in the meantime.
 */
export async function lockUnreferenced(
  tx: Tx,
  tracked: TrackedTable,
  before: Date,
  maxRows = batchSize,
): Promise<string[]> {
  const { tableSql, keySql, isReferencedSql } = tracked
  const locked = await rows(
    tx,
    keyRow,
    Prisma.sql`
    SELECT ${keySql}::text AS key FROM ${tableSql} WHERE ${unreferencedBeforeSql(tracked, before)} LIMIT ${maxRows} FOR UPDATE OF ${tableSql} SKIP LOCKED`,
  )
  const confirmed = await rows(
    tx,
    keyRow,
    Prisma.sql`
    SELECT ${keySql}::text AS key FROM ${tableSql} WHERE ${keySql}::text = ANY(${locked.map(row => row.key)}) AND NOT ${isReferencedSql}`,
  )
  return confirmed.map(row => row.key)
}
