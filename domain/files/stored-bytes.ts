import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { isReleaseKeptSql } from './content-version.ts'

/** The schema of `StoredVersion`. */
export const storedVersionRow = z.object({
  key: z.string(),
  versionId: z.string(),
  etag: z.string(),
  bytes: z.bigint(),
})

/** A version of an S3 object. */
export type StoredVersion = z.infer<typeof storedVersionRow>

/**
 * Finds any stored version of a video with this content hash, among sync items, drafts, and releases that are not
 * removed. Null when there is none.
 */
export async function storedVideoVersion(database: Database | Tx, contentHash: string): Promise<StoredVersion | null> {
  const [found] = await rows(
    database,
    storedVersionRow,
    Prisma.sql`
    SELECT key, version_id AS "versionId", etag, bytes FROM draft_file WHERE content_hash = ${contentHash} AND video_id IS NOT NULL AND NOT damaged
    UNION ALL
    SELECT key, version_id, etag, bytes FROM sync_item WHERE content_hash = ${contentHash} AND video AND status = 'DONE' AND key IS NOT NULL
    UNION ALL
    SELECT key, version_id, etag, bytes FROM release_file AS file
    WHERE content_hash = ${contentHash} AND video_id IS NOT NULL AND key IS NOT NULL AND ${isReleaseKeptSql}
    LIMIT 1`,
  )
  return found ?? null
}
