import { Prisma } from '../database.ts'
import { smoothingSeconds } from './speed.ts'

/**
 * What an UPDATE of a run's row sets when so many files and bytes came to be copied: counters that never run backwards, and the speed, smoothed:
 * each rate fades with time and rises with what came.
 */
export function progressSql(files: Prisma.Sql, bytes: Prisma.Sql): Prisma.Sql {
  const decaySql = Prisma.sql`exp(-extract(epoch FROM clock_timestamp() - coalesce(sync_run.rated_at, clock_timestamp())) / ${smoothingSeconds})::float8`
  return Prisma.sql`files_done = files_done + ${files}, bytes_done = bytes_done + ${bytes}, rated_at = clock_timestamp(),
    file_rate = file_rate * ${decaySql} + ${files}::float8 / ${smoothingSeconds}, byte_rate = byte_rate * ${decaySql} + ${bytes}::float8 / ${smoothingSeconds}`
}
