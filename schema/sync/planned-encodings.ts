import { batchLoader } from '../batch-loader.ts'
import type { Context } from '../context.ts'
import { Prisma } from '@lectern/domain/database'
import { withAlternateSourcesSql } from '@lectern/domain/transcode/alternate-sources'

/** How many of the videos that a run copies need a stream to be made, and how many have one already. */
export type PlannedEncodings = { toEncode: number; reused: number }

/** By the run's items and the ledger of encodings; each content hash counts once, as it is paid for once, and twins are one. */
export const plannedEncodings = batchLoader(
  async ({ database, encodingSettings: { profile } }: Context, runIds: string[]): Promise<PlannedEncodings[]> => {
    return Promise.all(
      runIds.map(async runId => {
        const [row] = await database.$queryRaw<PlannedEncodings[]>`
          WITH planned AS (
            SELECT path, content_hash FROM sync_item WHERE run_id = ${runId}::uuid AND action = 'COPY' AND video
            UNION ALL
            SELECT file.path, file.content_hash FROM sync_run AS run JOIN draft_file AS file ON file.package_id = run.package_id
            WHERE run.id = ${runId}::uuid AND file.until_revision IS NULL AND file.video_id IS NOT NULL AND NOT EXISTS (
              SELECT 1 FROM sync_item AS item WHERE item.run_id = run.id AND NOT item.generated AND item.path = file.path)
          )
          SELECT count(DISTINCT video.content_hash) FILTER (WHERE encoding.id IS NULL)::int AS "toEncode",
            count(DISTINCT video.content_hash) FILTER (WHERE encoding.id IS NOT NULL)::int AS reused
          FROM (${withAlternateSourcesSql(Prisma.sql`SELECT path, content_hash FROM planned`)}) AS video
            JOIN sync_item AS item ON item.run_id = ${runId}::uuid AND item.path = video.path AND item.action = 'COPY' AND item.video
            LEFT JOIN encoding ON encoding.content_hash = video.content_hash AND encoding.profile = ${profile}
              AND encoding.status = 'READY' AND encoding.removed_at IS NULL
          WHERE video.encoded_as IS NULL`
        return row!
      }),
    )
  },
  runId => runId,
)
