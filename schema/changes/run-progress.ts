import { Prisma } from '../database.ts'
import { smoothing } from '../reads/progress.ts'

/**
 * What an UPDATE of a run's row sets when so many files and bytes came to be copied: counters that never run backwards, and the speed, smoothed:
 * each rate fades with time and rises with what came.
 */
export function progressOf(files: Prisma.Sql, bytes: Prisma.Sql): Prisma.Sql {
  const faded = Prisma.sql`exp(-extract(epoch FROM clock_timestamp() - coalesce(sync_run.rated_at, clock_timestamp())) / ${smoothing})::float8`
  return Prisma.sql`files_done = files_done + ${files}, bytes_done = bytes_done + ${bytes}, rated_at = clock_timestamp(),
    file_rate = file_rate * ${faded} + ${files}::float8 / ${smoothing}, byte_rate = byte_rate * ${faded} + ${bytes}::float8 / ${smoothing}`
}
