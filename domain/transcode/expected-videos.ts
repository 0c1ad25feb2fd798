import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { EncodingStatus } from '../generated/prisma/enums.ts'
import { rows } from '../rows.ts'
import { withAlternateSourcesSql } from './alternate-sources.ts'
import { isDecorationCandidateSql } from './decoration.ts'
import { encodingInUseSql } from './encoding-in-use.ts'
import { playsFromFileSql } from './short-picture.ts'

/** The schema of `ExpectedVideo`. */
export const expectedVideoRow = z.object({
  videoId: z.string(),
  path: z.string(),
  contentHash: z.string(),
  bytes: z.bigint(),
  key: z.string().nullable(),
  versionId: z.string().nullable(),
  etag: z.string().nullable(),
  problem: z.string().nullable(),
  /** Whether browsers can play the author's file. Null if it was not probed. */
  browserPlayable: z.boolean().nullable(),
  /** The path of the alternate source that is encoded in its place. Null if the video itself is encoded. */
  encodedAs: z.string().nullable(),
  /** It plays from the author's file and is not encoded. See `playsFromFileSql`. */
  playsFromFile: z.boolean(),
  /** The sync run must read all pages before Lectern knows whether it is decoration, an alternate source, or a broken sound. */
  undecided: z.boolean(),
  /** Why the newest attempt failed, as text and as a code. */
  failure: z.string().nullable(),
  failureCode: z.string().nullable(),
  durationSeconds: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  /** Its bytes are stored where a job can read them. */
  hasSource: z.boolean(),
  /** The encoding that it plays: its own or an alternate source's. */
  encodingId: z.string().nullable(),
  encodingStatus: z.enum(EncodingStatus).nullable(),
  /** What its job costs: billed seconds of all outputs, and millionths of the currency. Null before it was probed. */
  estimateSeconds: z.number().nullable(),
  estimateMicros: z.bigint().nullable(),
  currency: z.string().nullable(),
})

/**
 * SQL predicate over a row of `expected` in a sync run: a page may offer the video in place of another one, or a file with
 * its name may be the same video in a format that is preferred. Both are known when the draft changes.
 */
const mayBeAlternateSql = Prisma.sql`(expected.path ~* '\\.(webm|ogv|ogg)$' OR (expected.path !~* '\\.mp4$' AND EXISTS (
  SELECT 1 FROM named AS other WHERE other.path <> expected.path
    AND lower(regexp_replace(other.path, '\\.[^./]*$', '')) = lower(regexp_replace(expected.path, '\\.[^./]*$', '')))))`

/** A video that a package should have, and its progress. It has arrived when `versionId` is set. */
export type ExpectedVideo = z.infer<typeof expectedVideoRow>

/**
 * The videos that a package should have, compared with what it has, by path. During a run with a manifest, the manifest
 * lists the expected videos; otherwise the draft does. Whether a video has arrived comes from the rows of the sync item
 * or the draft file, never from events. Leaves out files in which the probe found no moving picture.
 */
export function expectedVideos(database: Database | Tx, packageId: string, profile: string): Promise<ExpectedVideo[]> {
  const sql = Prisma.sql`
    WITH run AS (
      SELECT id FROM sync_run WHERE package_id = ${packageId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING' AND manifest_written_at IS NOT NULL
    ), named AS (
      SELECT planned.video_id, planned.path, planned.content_hash, planned.bytes, current.alternate_of
      FROM manifest_video AS planned LEFT JOIN draft_file AS current ON current.package_id = planned.package_id AND current.path = planned.path
        AND current.content_hash = planned.content_hash AND current.until_revision IS NULL
      WHERE planned.package_id = ${packageId}::uuid AND EXISTS (SELECT 1 FROM run)
      UNION ALL
      SELECT video_id, path, content_hash, bytes, alternate_of FROM draft_file
      WHERE package_id = ${packageId}::uuid AND until_revision IS NULL AND video_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run)
    ), expected AS (${withAlternateSourcesSql(Prisma.sql`SELECT * FROM named`)})
    SELECT expected.video_id AS "videoId", expected.path, expected.content_hash AS "contentHash", expected.bytes, expected.encoded_as AS "encodedAs",
      coalesce(item.key, file.key) AS key, coalesce(item.version_id, file.version_id) AS "versionId", coalesce(item.etag, file.etag) AS etag,
      probe.problem, probe.browser_playable AS "browserPlayable", probe.duration_seconds AS "durationSeconds", probe.width, probe.height,
      probe.source_key IS NOT NULL AS "hasSource",
      encoding.id AS "encodingId", encoding.status AS "encodingStatus",
      estimate.seconds AS "estimateSeconds", estimate.cost_micros AS "estimateMicros", estimate.currency,
      ${playsFromFileSql(Prisma.sql`file.decorative`)} AS "playsFromFile",
      coalesce(EXISTS (SELECT 1 FROM run) AND encoding.id IS NULL AND (${isDecorationCandidateSql} OR ${mayBeAlternateSql} OR probe.problem IS NOT NULL), false) AS undecided,
      newest.error->>'message' AS failure, newest.error->>'code' AS "failureCode"
    FROM expected
      LEFT JOIN sync_item AS item ON item.run_id = (SELECT id FROM run) AND NOT item.generated AND item.path = expected.path
        AND item.status = 'DONE' AND item.action = 'COPY' AND item.content_hash = expected.content_hash
      LEFT JOIN draft_file AS file ON file.package_id = ${packageId}::uuid AND file.until_revision IS NULL AND file.path = expected.path
        AND file.content_hash = expected.content_hash
      LEFT JOIN probe ON probe.content_hash = expected.content_hash
      LEFT JOIN LATERAL (${encodingInUseSql(Prisma.sql`expected.streamed_hash`, profile)}) AS encoding ON true
      LEFT JOIN LATERAL (SELECT error FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT 1) AS newest ON true
      LEFT JOIN estimate ON estimate.content_hash = expected.streamed_hash AND estimate.profile = ${profile}
    ORDER BY expected.path`
  return rows(database, expectedVideoRow, sql)
}

export type VideoStatus = 'EXPECTED' | 'UPLOADED' | 'NOT_NEEDED' | EncodingStatus

/**
 * The status of a video, from its rows. Videos that play from their file and alternate sources that are not encoded have
 * nothing to wait for, and nothing waits for them.
 */
export function videoStatus(
  video: Pick<ExpectedVideo, 'encodedAs' | 'versionId' | 'problem' | 'playsFromFile' | 'encodingStatus'>,
): VideoStatus {
  if (video.encodedAs !== null) return 'NOT_NEEDED'
  if (video.versionId === null) return 'EXPECTED'
  if (video.problem !== null) return 'FAILED'
  if (video.playsFromFile) return 'NOT_NEEDED'
  return video.encodingStatus ?? 'UPLOADED'
}
