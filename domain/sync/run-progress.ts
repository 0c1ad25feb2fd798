import { Prisma } from '../database.ts'
import { smoothingSeconds } from './speed.ts'

/**
 * SQL assignments for an UPDATE of a run's row after this many files and bytes were copied. Counters never decrease.
 * Each rate decays with time and rises with each copy.
 */
export function progressSql(files: Prisma.Sql, bytes: Prisma.Sql): Prisma.Sql {
  const decaySql = Prisma.sql`exp(-extract(epoch FROM clock_timestamp() - coalesce(sync_run.rated_at, clock_timestamp())) / ${smoothingSeconds})::float8`
  return Prisma.sql`files_done = files_done + ${files}, bytes_done = bytes_done + ${bytes}, rated_at = clock_timestamp(),
    file_rate = file_rate * ${decaySql} + ${files}::float8 / ${smoothingSeconds}, byte_rate = byte_rate * ${decaySql} + ${bytes}::float8 / ${smoothingSeconds}`
}
