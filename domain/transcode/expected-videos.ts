import { type Database, type EncodingStatus, Prisma, type Tx } from '../database.ts'
import { isDecorationCandidateSql, isDecorationSql } from './decoration.ts'
import { withAlternateSourcesSql } from './alternate-sources.ts'

/** A video that a package should have, and how far it is: arrived when `versionId` says where its bytes lie. */
export type ExpectedVideo = {
  videoId: string
  path: string
  contentHash: string
  bytes: bigint
  key: string | null
  versionId: string | null
  etag: string | null
  problem: string | null
  /** A browser plays the author's file as it is; null: no look has said so. */
  browserPlayable: boolean | null
  /** Path of the twin that serves it; null: it is streamed itself. */
  encodedAs: string | null
  /** Its pages show it as decoration: it stays an mp4. */
  decorative: boolean
  /** Whether it is decoration is only known when the run has read all pages. */
  decorationUnknown: boolean
  /** Why the newest attempt at the stream failed. */
  failure: string | null
  durationSeconds: number | null
  width: number | null
  height: number | null
  /** Its bytes lie where a job can read them. */
  hasSource: boolean
  /** Of the stream that it plays, be it its own or a twin's. */
  encodingId: string | null
  encodingStatus: EncodingStatus | null
  /** What a job for it costs: billed seconds of all outputs, and millionths of the currency. Null before somebody looked at it. */
  estimateSeconds: number | null
  estimateMicros: bigint | null
  currency: string | null
}

/**
 * What should be there, compared with what is there, by path. While a run goes on whose manifest is written, its rows say what is expected;
 * otherwise the draft's videos do. Arrived is what the item's or the file's row says, never an event. What turned out to hold no moving
 * picture is expected no more.
 */
export function expectedVideos(database: Database | Tx, packageId: string, profile: string): Promise<ExpectedVideo[]> {
  return database.$queryRaw<ExpectedVideo[]>`
    WITH run AS (
      SELECT id FROM sync_run WHERE package_id = ${packageId}::uuid AND finished_at IS NULL AND phase <> 'CLEANING' AND manifest_written_at IS NOT NULL
    ), named AS (
      SELECT video_id, path, content_hash, bytes FROM manifest_video WHERE package_id = ${packageId}::uuid AND EXISTS (SELECT 1 FROM run)
      UNION ALL
      SELECT video_id, path, content_hash, bytes FROM draft_file
      WHERE package_id = ${packageId}::uuid AND until_revision IS NULL AND video_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM run)
    ), expected AS (${withAlternateSourcesSql(Prisma.sql`SELECT * FROM named`)})
    SELECT expected.video_id AS "videoId", expected.path, expected.content_hash AS "contentHash", expected.bytes, expected.encoded_as AS "encodedAs",
      coalesce(item.key, file.key) AS key, coalesce(item.version_id, file.version_id) AS "versionId", coalesce(item.etag, file.etag) AS etag,
      probe.problem, probe.browser_playable AS "browserPlayable", probe.duration_seconds AS "durationSeconds", probe.width, probe.height,
      probe.source_key IS NOT NULL AS "hasSource",
      encoding.id AS "encodingId", encoding.status AS "encodingStatus",
      estimate.seconds AS "estimateSeconds", estimate.cost_micros AS "estimateMicros", estimate.currency,
      (file.path IS NOT NULL AND ${isDecorationSql(packageId, Prisma.sql`expected.path`, null)}) AS decorative,
      coalesce(EXISTS (SELECT 1 FROM run) AND encoding.id IS NULL AND ${isDecorationCandidateSql}, false) AS "decorationUnknown",
      (SELECT attempt.error->>'message' FROM attempt WHERE attempt.encoding_id = encoding.id ORDER BY number DESC LIMIT 1) AS failure
    FROM expected
      LEFT JOIN sync_item AS item ON item.run_id = (SELECT id FROM run) AND NOT item.generated AND item.path = expected.path
        AND item.status = 'DONE' AND item.action = 'COPY' AND item.content_hash = expected.content_hash
      LEFT JOIN draft_file AS file ON file.package_id = ${packageId}::uuid AND file.until_revision IS NULL AND file.path = expected.path
        AND file.content_hash = expected.content_hash
      LEFT JOIN probe ON probe.content_hash = expected.content_hash
      LEFT JOIN encoding ON encoding.content_hash = expected.streamed_hash AND encoding.profile = ${profile} AND encoding.removed_at IS NULL
      LEFT JOIN estimate ON estimate.content_hash = expected.streamed_hash AND estimate.profile = ${profile}
    ORDER BY expected.path`
}

export type VideoStatus = 'EXPECTED' | 'UPLOADED' | 'NOT_NEEDED' | EncodingStatus

/** How far one video is, from what its rows say. What a twin serves, and decoration, waits for nothing, and nothing waits for it. */
export function videoStatus(
  video: Pick<ExpectedVideo, 'encodedAs' | 'versionId' | 'problem' | 'decorative' | 'encodingStatus'>,
): VideoStatus {
  if (video.encodedAs !== null) return 'NOT_NEEDED'
  if (video.versionId === null) return 'EXPECTED'
  if (video.problem !== null) return 'FAILED'
  if (video.decorative) return 'NOT_NEEDED'
  return video.encodingStatus ?? 'UPLOADED'
}
