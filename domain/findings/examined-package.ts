import { z } from 'zod'
import { type Database, Prisma, type SyncRun } from '../database.ts'
import { ambiguousVideoPattern, videoPattern } from '../files/video-files.ts'
import { rows } from '../rows.ts'
import { isDecorationCandidateSql } from '../transcode/decoration.ts'
import { type VideoProblemCode, videoProblemCodes } from '../transcode/probes.ts'
import type { PictureTimes } from '../transcode/short-picture.ts'

/** A file with an analysis. The analysis itself is read later, because all of them together can be very large. */
export type AnalyzedFile = { path: string; contentHash: string }

/** A package as the run's draft will contain it, without its texts. The rules for findings read it. */
export type ExaminedPackage = {
  /** The sizes of the author's files in bytes, by path. */
  files: Map<string, number>
  /** All folders. Empty when some planned items failed, because then the folders prove nothing. */
  folders: string[]
  chosenRootPage: string | null
  /** The media types of images, sounds, and files of unknown types by name and bytes, without parameters, by path. */
  mediaTypes: Map<string, string>
  /** The paths of files that hold a private key. */
  privateKeys: string[]
  /** The paths that the sync run ignored, and why. */
  ignored: { path: string; reason: string }[]
  /** The files with the name of a video that were probed. */
  videos: ExaminedVideo[]
}

/**
 * A file with the name of a video that was probed. `problem` says why it cannot be played, as text for the author;
 * `problemCode` as a code. Lengths are in seconds, sizes in pixels; null for a file with a problem, except the length that
 * a truncated video should have.
 * `isDecorationCandidate` means that it is small, short, and browser-playable: if its pages show it as decoration, it
 * is not encoded. `soundTrack` is the number of the sound track that is streamed, from 1.
 */
export type ExaminedVideo = PictureTimes & {
  path: string
  problem: string | null
  problemCode: VideoProblemCode | null
  hasAudio: boolean
  soundTracks: number | null
  soundTrack: number | null
  browserPlayable: boolean
  width: number | null
  height: number | null
  isDecorationCandidate: boolean
}

const examinedFileRow = z.object({
  path: z.string(),
  contentHash: z.string(),
  bytes: z.number(),
  mediaType: z.string(),
  hasPrivateKey: z.boolean(),
  isAnalyzed: z.boolean(),
  isProbed: z.boolean(),
  problem: z.string().nullable(),
  problemCode: z.enum(videoProblemCodes).nullable(),
  hasAudio: z.boolean(),
  soundTracks: z.number().nullable(),
  soundTrack: z.number().nullable(),
  browserPlayable: z.boolean(),
  durationSeconds: z.number().nullable(),
  pictureStartSeconds: z.number().nullable(),
  pictureEndSeconds: z.number().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
  isDecorationCandidate: z.boolean(),
})

/** Matches media types by which rules judge files. Those of other files are left out, to save memory. */
const judgedTypes = /^(image|audio)\/|^application\/(octet-stream|postscript)$/

/**
 * Reads the package from the rows: the draft files that stay, the completed copies, and the ignored paths. With
 * `isComplete`, planned deletions are applied too. Probes and analyses are kept by content hash, so a file gets only
 * those of its own kind: another package may have the same bytes as another kind of file. A file whose name programs have
 * too has a probe only if it is a transport stream.
 */
export async function examinedPackage(
  database: Database,
  run: SyncRun,
  isComplete: boolean,
): Promise<{ examined: ExaminedPackage; analyzedFiles: AnalyzedFile[] }> {
  const files = await rows(
    database,
    examinedFileRow,
    Prisma.sql`
    WITH file AS (
      SELECT path, content_hash, bytes, media_type FROM sync_item
      WHERE run_id = ${run.id}::uuid AND action = 'COPY' AND status = 'DONE' AND NOT generated
      UNION ALL
      SELECT path, content_hash, bytes, media_type FROM draft_file
      WHERE package_id = ${run.packageId}::uuid AND until_revision IS NULL AND NOT generated AND NOT EXISTS (
        SELECT 1 FROM sync_item AS item WHERE item.run_id = ${run.id}::uuid AND item.path = draft_file.path AND NOT item.generated
          AND ((item.action = 'COPY' AND item.status = 'DONE') OR (item.action = 'DELETE' AND ${isComplete})))
    )
    SELECT file.path, file.content_hash AS "contentHash", file.bytes::float8 AS bytes,
      split_part(file.media_type, ';', 1) AS "mediaType",
      EXISTS (SELECT 1 FROM private_key_file AS key WHERE key.content_hash = file.content_hash) AS "hasPrivateKey",
      analysis.content_hash IS NOT NULL AS "isAnalyzed", probe.content_hash IS NOT NULL AS "isProbed",
      probe.problem, probe.problem_code AS "problemCode", coalesce(probe.has_audio, false) AS "hasAudio",
      probe.sound_tracks AS "soundTracks", probe.sound_track AS "soundTrack", coalesce(probe.browser_playable, false) AS "browserPlayable",
      probe.picture_start_seconds AS "pictureStartSeconds", probe.picture_end_seconds AS "pictureEndSeconds",
      probe.duration_seconds AS "durationSeconds", probe.width, probe.height, coalesce(${isDecorationCandidateSql}, false) AS "isDecorationCandidate"
    FROM file LEFT JOIN text_analysis AS analysis USING (content_hash)
      LEFT JOIN probe ON probe.content_hash = file.content_hash AND (
        file.path ~* ${videoPattern} OR (file.path ~* ${ambiguousVideoPattern} AND probe.is_transport_stream IS NOT FALSE))`,
  )
  // An ignored file that was in the draft before is deleted from it, with the reason.
  const ignored = await database.syncItem.findMany({
    where: { runId: run.id, reason: { not: null }, action: { in: isComplete ? ['IGNORE', 'DELETE'] : ['IGNORE'] } },
    select: { path: true, reason: true },
  })
  const { rootPage, generation } = await database.package.findUniqueOrThrow({ where: { id: run.packageId } })
  const folders = isComplete
    ? await database.entry.findMany({
        where: { packageId: run.packageId, generation, kind: 'FOLDER', path: { not: '' } },
        select: { path: true },
      })
    : []
  return {
    examined: {
      files: new Map(files.map(({ path, bytes }) => [path, bytes])),
      mediaTypes: new Map(
        files.flatMap(({ path, mediaType }) => (judgedTypes.test(mediaType) ? [[path, mediaType]] : [])),
      ),
      privateKeys: files.flatMap(({ path, hasPrivateKey }) => (hasPrivateKey ? [path] : [])),
      folders: folders.map(({ path }) => path),
      chosenRootPage: rootPage,
      ignored: ignored.map(({ path, reason }) => ({ path, reason: reason ?? '' })),
      videos: files.filter(({ isProbed }) => isProbed).map(toVideo),
    },
    analyzedFiles: files.flatMap(({ path, contentHash, isAnalyzed }) => (isAnalyzed ? [{ path, contentHash }] : [])),
  }
}

function toVideo(row: z.infer<typeof examinedFileRow>): ExaminedVideo {
  const {
    contentHash: _hash,
    bytes: _bytes,
    mediaType: _type,
    hasPrivateKey: _key,
    isAnalyzed,
    isProbed,
    ...video
  } = row
  return video
}
