import { z } from 'zod'
import { Prisma, type SyncRun, type Tx } from '../database.ts'
import { ambiguousVideoPattern, videoPattern } from '../files/video-files.ts'
import { rows } from '../rows.ts'
import { disableNestedLoops } from '../transaction.ts'

/** A video of the package: whether its pages show it only as decoration, and what is encoded in its place. */
export type VideoMark = { path: string; decorative: boolean; alternateOf: string | null }

/**
 * What the check of a package found out about its files: its videos, the paths of broken sounds with the name of a video,
 * and the media types of files that pages use as something else than their names say, by path. Null if it found out
 * nothing: files with the same bytes stay as they are.
 */
export type FileMarks = {
  videos: VideoMark[] | null
  sounds: string[] | null
  usedMediaTypes: Record<string, string> | null
}

/** The columns of a file that do not depend on other files. `copied`: what a run recorded, which is never damaged. */
const ownColumnsSql = (copied: boolean) => Prisma.sql`path, path_key, content_hash, bytes, modified_at, media_type,
  content_encoding, key, version_id, etag, stored_bytes, ${copied ? Prisma.sql`false AS damaged` : Prisma.sql`damaged`}, tag_version, generated`

/** The columns that previews and publications show or depend on. Time and ETag follow from the version. */
const comparedColumns = [
  ...['content_hash', 'media_type', 'used_media_type', 'content_encoding', 'key', 'version_id', 'damaged'],
  ...['tag_version', 'generated', 'decorative', 'alternate_of', 'video_id'],
]
const comparedSql = (row: string) => Prisma.raw(`(${comparedColumns.map(column => `${row}.${column}`).join(', ')})`)

const changesRow = z.object({ changes: z.number() })

/**
 * Compares the draft after a run with the current one. Writes the files that differ into the temporary table
 * `changed_file`, and returns how many of the author's files change or go. `isComplete`: with the planned deletions.
 */
export async function findChangedFiles(
  tx: Tx,
  run: SyncRun,
  isComplete: boolean,
  { videos, sounds, usedMediaTypes }: FileMarks,
): Promise<number> {
  const { packageId } = run
  await disableNestedLoops(tx)
  const marksSql = Prisma.sql`
    jsonb_to_recordset(${JSON.stringify(videos ?? [])}::jsonb) AS mark(path text, decorative boolean, "alternateOf" text)`
  await tx.$executeRaw`
    INSERT INTO video (id, package_id, path)
    SELECT gen_random_uuid(), ${packageId}::uuid, path FROM (
      SELECT path FROM sync_item WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT generated AND path ~* ${videoPattern}
      UNION SELECT path FROM ${marksSql}
    ) AS named ON CONFLICT (package_id, path) DO NOTHING`
  const isMarked = videos !== null
  const isAmbiguousVideoSql = isMarked ? Prisma.sql`mark.path IS NOT NULL` : Prisma.sql`same.video_id IS NOT NULL`
  const isSoundSql =
    sounds === null
      ? Prisma.sql`(same.path IS NOT NULL AND same.video_id IS NULL)`
      : Prisma.sql`file.path = ANY(${sounds}::text[])`
  const usedTypeSql =
    usedMediaTypes === null
      ? Prisma.sql`same.used_media_type`
      : Prisma.sql`(${JSON.stringify(usedMediaTypes)}::jsonb ->> file.path) || coalesce(substring(file.media_type FROM ';.*$'), '')`
  await tx.$executeRaw`
    CREATE TEMPORARY TABLE changed_file ON COMMIT DROP AS
    WITH item AS (
      SELECT * FROM sync_item
      WHERE run_id = ${run.id}::uuid AND ((action = 'COPY' AND status = 'DONE') OR (action = 'DELETE' AND ${isComplete}))
    ), before AS (
      SELECT * FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL
    ), file AS (
      SELECT ${ownColumnsSql(true)} FROM item WHERE action = 'COPY'
      UNION ALL
      SELECT ${ownColumnsSql(false)} FROM before WHERE NOT EXISTS (SELECT 1 FROM item WHERE item.path = before.path)
    ), after AS (
      SELECT file.*,
        CASE WHEN NOT file.generated THEN ${usedTypeSql} END AS used_media_type,
        coalesce(${isMarked ? Prisma.sql`mark.decorative` : Prisma.sql`same.decorative`}, false) AS decorative,
        ${isMarked ? Prisma.sql`mark."alternateOf"` : Prisma.sql`same.alternate_of`} AS alternate_of,
        CASE WHEN (file.path ~* ${videoPattern} AND NOT ${isSoundSql}) OR (file.path ~* ${ambiguousVideoPattern} AND ${isAmbiguousVideoSql}) THEN video.id END AS video_id
      FROM file
        LEFT JOIN before AS same ON same.path = file.path AND same.content_hash = file.content_hash
        LEFT JOIN ${marksSql} ON mark.path = file.path
        LEFT JOIN video ON video.package_id = ${packageId}::uuid AND video.path = file.path AND NOT file.generated
    )
    SELECT after.* FROM after LEFT JOIN before ON before.path = after.path
    WHERE before.path IS NULL OR ${comparedSql('after')} IS DISTINCT FROM ${comparedSql('before')}`
  const [row] = await rows(
    tx,
    changesRow,
    Prisma.sql`
    SELECT (SELECT count(*) FROM changed_file WHERE NOT generated)::int + (
      SELECT count(*) FROM sync_item AS item JOIN draft_file AS file ON file.package_id = ${packageId}::uuid AND file.path = item.path
        AND file.until_revision IS NULL
      WHERE item.run_id = ${run.id}::uuid AND item.action = 'DELETE' AND ${isComplete})::int AS changes`,
  )
  return row!.changes
}

/** Replaces the files that `findChangedFiles` found, and ends those to delete, from this revision on. */
export async function replaceChangedFiles(tx: Tx, run: SyncRun, revision: number, isComplete: boolean): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_file SET until_revision = ${revision}
    WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND path IN (
      SELECT path FROM changed_file
      UNION SELECT path FROM sync_item WHERE run_id = ${run.id}::uuid AND action = 'DELETE' AND ${isComplete})`
  await tx.$executeRaw`
    INSERT INTO draft_file (package_id, path, path_key, from_revision, content_hash, bytes, modified_at, media_type, used_media_type,
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, decorative, alternate_of, video_id)
    SELECT ${run.packageId}::uuid, path, path_key, ${revision}, content_hash, bytes, modified_at, media_type, used_media_type,
      content_encoding, key, version_id, etag, stored_bytes, damaged, tag_version, generated, decorative, alternate_of, video_id
    FROM changed_file`
}

/** Updates Lectern's own files in the current revision. The author changed nothing, so there is no new revision. */
export async function refreshGeneratedFiles(tx: Tx, run: SyncRun): Promise<void> {
  await tx.$executeRaw`
    UPDATE draft_file AS file SET content_hash = item.content_hash, bytes = item.bytes, modified_at = item.modified_at,
      media_type = item.media_type, key = item.key, version_id = item.version_id, etag = item.etag, stored_bytes = item.stored_bytes,
      damaged = false
    FROM sync_item AS item
    WHERE item.run_id = ${run.id}::uuid AND item.generated AND item.status = 'DONE'
      AND file.package_id = ${run.packageId}::uuid AND file.path = item.path AND file.generated AND file.until_revision IS NULL`
}
