import type { Tx } from '../database.ts'
import { type TrackedTable, unreferencedBeforeSql } from './unreferenced.ts'

/** Each statement looks at the whole table again, so that few of them is what counts. */
const batchSize = 5_000

/**
 * Notes since when nothing needs rows, and that something needs them again, so many at a time; returns how many, 0 when all is noted. A row that
 * somebody locks is being wished: the next night sees what became of it.
 */
export function updateUnreferencedSince(
  tx: Tx,
  { table, key, since, isThere, isNeeded }: TrackedTable,
): Promise<number> {
  return tx.$executeRaw`
    UPDATE ${table} SET ${since} = CASE WHEN ${since} IS NULL THEN now() END WHERE ${key} IN (
      SELECT ${key} FROM ${table} WHERE ${isThere} AND (${since} IS NULL) <> ${isNeeded}
      LIMIT ${batchSize} FOR UPDATE OF ${table} SKIP LOCKED)`
}

/**
 * The keys of rows that nothing needs since before that moment, so many at a time, locked: whoever wishes one waits, and sees what became of it.
 * Each is proved once more under its lock, because it may have been wished in between.
 */
export async function lockUnreferenced(
  tx: Tx,
  watched: TrackedTable,
  before: Date,
  maxRows = batchSize,
): Promise<string[]> {
  const { table, key, isNeeded } = watched
  const locked = await tx.$queryRaw<{ key: string }[]>`
    SELECT ${key}::text AS key FROM ${table} WHERE ${unreferencedBeforeSql(watched, before)} LIMIT ${maxRows} FOR UPDATE OF ${table} SKIP LOCKED`
  const confirmed = await tx.$queryRaw<{ key: string }[]>`
    SELECT ${key}::text AS key FROM ${table} WHERE ${key}::text = ANY(${locked.map(row => row.key)}) AND NOT ${isNeeded}`
  return confirmed.map(row => row.key)
}
