import type { SyncRun, Tx } from '../database.ts'
import { smoothing } from '../reads/progress.ts'

/** Counts what came to be copied, and smooths the speed: each rate fades with time and rises with what came. Never backwards. */
export async function countProgress(tx: Tx, run: SyncRun, came: { files: number; bytes: bigint }): Promise<void> {
  const { files, bytes } = came
  await tx.$executeRaw`
    UPDATE sync_run SET files_done = files_done + ${files}, bytes_done = bytes_done + ${bytes}, rated_at = clock_timestamp(),
      file_rate = file_rate * faded.part + ${files}::float8 / ${smoothing}, byte_rate = byte_rate * faded.part + ${bytes}::float8 / ${smoothing}
    FROM (SELECT exp(-extract(epoch FROM clock_timestamp() - coalesce(rated_at, clock_timestamp())) / ${smoothing})::float8 AS part
      FROM sync_run WHERE id = ${run.id}::uuid) AS faded
    WHERE sync_run.id = ${run.id}::uuid`
}
