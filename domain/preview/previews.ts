import { hashSecret } from '../access/secret-hash.ts'
import type { Database } from '../database.ts'

/** A package as a preview link shows it: `revision` is the present draft's; 0 before the first synchronisation. */
export type Preview = { packageId: string; slug: string; title: string; revision: number; rootPage: string | null }

/** What a preview link opens; null when there is no such link, or it is over or revoked. */
export async function previewOf(database: Database, token: string): Promise<Preview | null> {
  const rows = await database.$queryRaw<Preview[]>`
    SELECT package.id::text AS "packageId", package.slug, package.title, package.revision, package.root_page AS "rootPage"
    FROM preview_link AS link JOIN package ON package.id = link.package_id
    WHERE link.secret_hash = ${hashSecret(token)} AND link.revoked_at IS NULL AND link.expires_at > now()`
  return rows[0] ?? null
}

/** Is there (still) such a revision? */
export async function hasRevision(database: Database, packageId: string, revision: number): Promise<boolean> {
  return (await database.draft.count({ where: { packageId, revision } })) > 0
}

/** Is this attempt the stream of a video in one of the package's draft revisions? */
export async function isStreamOfDraft(
  database: Database,
  packageId: string,
  contentHash: string,
  profile: string,
  attempt: number,
): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM draft_file AS file JOIN encoding ON encoding.content_hash = file.content_hash AND encoding.profile = ${profile}
      JOIN attempt ON attempt.encoding_id = encoding.id AND attempt.number = ${attempt} AND attempt.status = 'READY' AND attempt.removed_at IS NULL
    WHERE file.package_id = ${packageId}::uuid AND file.video_id IS NOT NULL AND file.content_hash = ${contentHash} LIMIT 1`
  return rows.length > 0
}
