import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { mayHavePartsSql } from './items.ts'

const currentFileRow = z.object({ path: z.string(), bytes: z.bigint(), bytesDone: z.bigint() })

/** A file that a run copies now. `bytesDone`: of a large file, the parts that are stored; 0 for others. */
export type CurrentFile = z.infer<typeof currentFileRow>

/** How many files are named. */
const maxFiles = 5
/** Lanes claim small files in the order of their paths, so those in work are among the first that are left. */
const maxPending = 500

/** Returns files that the lanes of a run hold leases of: large ones first, then by path. Only reads, so copying writes nothing for it. */
export function currentFiles(database: Database, runId: string): Promise<CurrentFile[]> {
  const pendingSql = Prisma.sql`item.run_id = ${runId}::uuid AND item.action = 'COPY' AND item.status = 'PENDING' AND NOT item.generated`
  const sql = Prisma.sql`
    WITH large AS (
      SELECT item.path, item.bytes, least(item.bytes, parts.done * upload.part_bytes) AS done
      FROM sync_item AS item JOIN upload ON upload.id = item.upload_id
        CROSS JOIN LATERAL (
          SELECT count(*) FILTER (WHERE etag IS NOT NULL) AS done, coalesce(bool_or(etag IS NULL AND claimed_until > now()), false) AS "isClaimed"
          FROM upload_part WHERE upload_id = upload.id
        ) AS parts
      WHERE ${pendingSql} AND ${mayHavePartsSql} AND (parts."isClaimed" OR item.claimed_until > now())
      ORDER BY item.path LIMIT ${maxFiles}
    ), small AS (
      SELECT path, bytes, 0::bigint AS done FROM (
        SELECT item.path, item.bytes, item.claimed_until FROM sync_item AS item WHERE ${pendingSql} ORDER BY item.path LIMIT ${maxPending}
      ) AS pending
      WHERE claimed_until > now() AND NOT EXISTS (SELECT FROM large WHERE large.path = pending.path)
      ORDER BY path LIMIT ${maxFiles}
    )
    SELECT path, bytes, done::bigint AS "bytesDone" FROM (SELECT *, 1 AS rank FROM large UNION ALL SELECT *, 2 FROM small) AS file
    ORDER BY rank, path COLLATE "C" LIMIT ${maxFiles}`
  return rows(database, currentFileRow, sql)
}
