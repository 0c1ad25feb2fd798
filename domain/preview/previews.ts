import { z } from 'zod'
import { hashSecret } from '../access/secret-hash.ts'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'
import { packageOfSignedToken } from './signed-token.ts'

const previewRow = z.object({
  packageId: z.string(),
  slug: z.string(),
  title: z.string(),
  revision: z.number(),
  rootPage: z.string().nullable(),
})

/** A package as a preview link shows it. `revision` is the current draft's; 0 before the first synchronization. */
export type Preview = z.infer<typeof previewRow>

/**
 * Finds the package that a preview link opens, or a token that was signed with `secret` (LECTERN_SECRET). Null when the
 * link or token is unknown, expired, or revoked.
 */
export async function previewOf(database: Database, secret: string, token: string): Promise<Preview | null> {
  const signedPackageId = packageOfSignedToken(secret, token, Date.now())
  const packageIdSql =
    signedPackageId === null
      ? Prisma.sql`(SELECT link.package_id FROM preview_link AS link
          WHERE link.secret_hash = ${hashSecret(token)} AND link.revoked_at IS NULL AND link.expires_at > now())`
      : Prisma.sql`${signedPackageId}::uuid`
  const sql = Prisma.sql`
    SELECT package.id::text AS "packageId", package.slug, package.title, package.revision, package.root_page AS "rootPage"
    FROM package WHERE package.id = ${packageIdSql}`
  const [row] = await rows(database, previewRow, sql)
  return row ?? null
}

/** Checks whether this revision exists and was not removed. */
export async function hasRevision(database: Database, packageId: string, revision: number): Promise<boolean> {
  return (await database.draft.count({ where: { packageId, revision } })) > 0
}

const streamRow = z.object({ found: z.number() })

/** Checks whether this attempt is the stream of a video in any draft revision of the package. */
export async function isStreamOfDraft(
  database: Database,
  packageId: string,
  contentHash: string,
  profile: string,
  attempt: number,
): Promise<boolean> {
  const sql = Prisma.sql`
    SELECT 1 AS found FROM draft_file AS file JOIN encoding ON encoding.content_hash = file.content_hash AND encoding.profile = ${profile}
      JOIN attempt ON attempt.encoding_id = encoding.id AND attempt.number = ${attempt} AND attempt.status = 'READY' AND attempt.removed_at IS NULL
    WHERE file.package_id = ${packageId}::uuid AND file.video_id IS NOT NULL AND file.content_hash = ${contentHash} LIMIT 1`
  return (await rows(database, streamRow, sql)).length > 0
}
