import { batched } from '../batch.ts'
import type { Context } from '../context.ts'

/** How many of the videos that a run copies need a stream to be made, and how many have one already. */
export type PlannedStreams = { fresh: number; reused: number }

/** By the run's items and the ledger of encodings; each content hash counts once, as it is paid for once. */
export const plannedStreams = batched(
  async ({ database, profile }: Context, runIds: string[]): Promise<PlannedStreams[]> => {
    const rows = await database.$queryRaw<(PlannedStreams & { runId: string })[]>`
      SELECT run_id AS "runId", count(DISTINCT item.content_hash) FILTER (WHERE encoding.id IS NULL)::int AS fresh,
        count(DISTINCT item.content_hash) FILTER (WHERE encoding.id IS NOT NULL)::int AS reused
      FROM sync_item AS item LEFT JOIN encoding ON encoding.content_hash = item.content_hash AND encoding.profile = ${profile}
        AND encoding.status = 'READY' AND encoding.removed_at IS NULL
      WHERE item.run_id = ANY(${runIds}::uuid[]) AND item.action = 'COPY' AND item.video
      GROUP BY run_id`
    return runIds.map(id => rows.find(row => row.runId === id) ?? { fresh: 0, reused: 0 })
  },
  runId => runId,
)
