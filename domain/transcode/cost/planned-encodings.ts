import { z } from 'zod'
import { type Database, Prisma } from '../../database.ts'
import { rows } from '../../rows.ts'
import { withAlternateSourcesSql } from '../alternate-sources.ts'

const plannedEncodingsRow = z.object({ toEncode: z.number(), reused: z.number() })

/** How many of the videos that a run copies must be encoded, and how many already are. */
export type PlannedEncodings = z.infer<typeof plannedEncodingsRow>

/**
 * Counts the encodings that each run needs, from its items and the encoding table. Each content hash counts once,
 * because it is paid for once. Alternate sources count as one video.
 */
export function plannedEncodingsOfRuns(
  database: Database,
  runIds: string[],
  profile: string,
): Promise<PlannedEncodings[]> {
  return Promise.all(runIds.map(runId => plannedEncodingsOfRun(database, runId, profile)))
}

async function plannedEncodingsOfRun(database: Database, runId: string, profile: string): Promise<PlannedEncodings> {
  const sql = Prisma.sql`
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
  const [row] = await rows(database, plannedEncodingsRow, sql)
  return row!
}
