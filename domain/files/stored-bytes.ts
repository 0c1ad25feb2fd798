import type { Database, Tx } from '../database.ts'
import { isReleaseKeptSql } from './content-version.ts'

/** A version that holds certain bytes. */
export type StoredVersion = { key: string; versionId: string; etag: string; bytes: bigint }

/** Some version whose bytes have this content hash, among the videos of items, drafts and releases that are not removed; null when no row names one. */
export async function storedVideoVersion(database: Database | Tx, contentHash: string): Promise<StoredVersion | null> {
  const [found] = await database.$queryRaw<StoredVersion[]>`
    SELECT key, version_id AS "versionId", etag, bytes FROM draft_file WHERE content_hash = ${contentHash} AND video_id IS NOT NULL AND NOT damaged
    UNION ALL
    SELECT key, version_id, etag, bytes FROM sync_item WHERE content_hash = ${contentHash} AND video AND status = 'DONE' AND key IS NOT NULL
    UNION ALL
    SELECT key, version_id, etag, bytes FROM release_file AS file
    WHERE content_hash = ${contentHash} AND video_id IS NOT NULL AND key IS NOT NULL AND ${isReleaseKeptSql}
    LIMIT 1`
  return found ?? null
}
