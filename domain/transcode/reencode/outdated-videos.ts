import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../../database.ts'
import { filesOfRevisionSql } from '../../files/content-version.ts'
import { EncodingStatus } from '../../generated/prisma/enums.ts'
import { rows } from '../../rows.ts'
import { withAlternateSourcesSql } from '../alternate-sources.ts'
import { fileFaultCode } from '../failed-videos.ts'
import { playsFromFileSql } from '../short-picture.ts'

const outdatedVideoRow = z.object({
  packageId: z.string(),
  contentHash: z.string(),
  renewalStatus: z.enum(EncodingStatus).nullable(),
  fileCount: z.number(),
})

/**
 * A video of a draft whose stream is READY in an older profile alone, once for each content hash of a package.
 * `fileCount`: its files in the draft. `renewalStatus`: the status of its encoding in the current profile; null if that was
 * never requested.
 */
export type OutdatedVideo = z.infer<typeof outdatedVideoRow>

/**
 * The outdated videos of these packages; null means of all. Archived packages have none. Leaves out videos whose file was at
 * fault when the current profile was tried, because another try cannot help. Finds the content hashes first, so that it
 * reads no package while all streams are in the current profile.
 */
export function outdatedVideos(
  database: Database | Tx,
  profile: string,
  packageIds: string[] | null,
): Promise<OutdatedVideo[]> {
  const isListedSql = packageIds === null ? Prisma.sql`true` : Prisma.sql`package.id = ANY(${packageIds}::uuid[])`
  // Of some packages, it starts with their files: there may be a hundred thousand encodings.
  const isInPackagesSql =
    packageIds === null
      ? Prisma.sql`true`
      : Prisma.sql`older.content_hash IN (
          SELECT file.content_hash FROM draft_file AS file
          WHERE file.package_id = ANY(${packageIds}::uuid[]) AND file.until_revision IS NULL AND file.video_id IS NOT NULL)`
  const filesSql = Prisma.sql`
    SELECT path, content_hash, alternate_of, decorative ${filesOfRevisionSql(Prisma.sql`affected.id`, Prisma.sql`affected.revision`)}
      AND video_id IS NOT NULL`
  const sql = Prisma.sql`
    WITH outdated AS (
      SELECT DISTINCT ON (older.content_hash) older.content_hash, renewal.status AS renewal_status
      FROM encoding AS older
        LEFT JOIN encoding AS renewal ON renewal.content_hash = older.content_hash AND renewal.profile = ${profile}
          AND renewal.removed_at IS NULL
        LEFT JOIN LATERAL (
          SELECT error->>'code' AS code FROM attempt WHERE attempt.encoding_id = renewal.id ORDER BY number DESC LIMIT 1
        ) AS newest ON true
      WHERE older.status = 'READY' AND older.profile <> ${profile} AND older.removed_at IS NULL
        AND coalesce(renewal.status <> 'READY', true) AND ${isInPackagesSql}
        AND NOT (renewal.status IS NOT DISTINCT FROM 'FAILED' AND newest.code IS NOT DISTINCT FROM ${fileFaultCode})
    ), affected AS (
      SELECT package.id, package.revision FROM package
      WHERE package.archived_at IS NULL AND package.draft_ended_at IS NULL AND ${isListedSql} AND package.id IN (
        SELECT file.package_id FROM draft_file AS file JOIN outdated USING (content_hash)
        WHERE file.until_revision IS NULL AND file.video_id IS NOT NULL)
    )
    SELECT affected.id::text AS "packageId", video.content_hash AS "contentHash",
      outdated.renewal_status::text AS "renewalStatus", count(*)::int AS "fileCount"
    FROM affected CROSS JOIN LATERAL (${withAlternateSourcesSql(filesSql)}) AS video
      JOIN outdated ON outdated.content_hash = video.content_hash
      LEFT JOIN probe ON probe.content_hash = video.content_hash
    WHERE video.encoded_as IS NULL AND probe.problem IS NULL AND NOT ${playsFromFileSql(Prisma.sql`video.decorative`)}
    GROUP BY 1, 2, 3 ORDER BY 1, 2`
  return rows(database, outdatedVideoRow, sql)
}

/** Whether a request opens an attempt for an outdated video. One in progress is shared, and nobody pays for it twice. */
export const needsReencoding = ({ renewalStatus }: Pick<OutdatedVideo, 'renewalStatus'>): boolean =>
  renewalStatus === null || renewalStatus === 'FAILED' || renewalStatus === 'CANCELED'

/** How many files of drafts these videos are. */
export const fileCount = (videos: OutdatedVideo[]): number => videos.reduce((sum, video) => sum + video.fileCount, 0)
