import { z } from 'zod'
import { type Environment, type Package, Prisma, type Release, type Tx } from '../database.ts'
import { rows } from '../rows.ts'
import { expectedVideos } from '../transcode/expected-videos.ts'
import { acceptedFallbackFilter, awaitedVideos } from '../transcode/failed-videos.ts'

const matchRow = z.object({ id: z.string() })

/**
 * The releases of a package, newest first, whose author's files are those of the current draft: same paths, content
 * hashes, media types, and tag versions. Leaves out removed releases. Lectern's own files do not count: the content host
 * answers them from the installed player.
 */
function releasesWithFilesOfDraft(tx: Tx, { id, revision }: Package): Promise<{ id: string }[]> {
  const sql = Prisma.sql`
    SELECT release.id FROM release JOIN draft ON draft.package_id = release.package_id AND draft.revision = ${revision}
    WHERE release.package_id = ${id}::uuid AND release.removed_at IS NULL
      AND release.file_count = draft.file_count AND release.bytes = draft.bytes
      AND NOT EXISTS (
        SELECT path, content_hash, coalesce(used_media_type, media_type), content_encoding, tag_version FROM draft_file WHERE package_id = ${id}::uuid AND until_revision IS NULL AND NOT generated
        EXCEPT
        SELECT path, content_hash, media_type, content_encoding, tag_version FROM release_file WHERE package_id = ${id}::uuid AND number = release.number AND NOT generated)
    ORDER BY release.number DESC`
  return rows(tx, matchRow, sql)
}

/** What a release must show. `acceptedFallbacks`: paths of failed videos that may play from the author's file. */
type DraftToMatch = { rootPage: string; acceptedFallbacks: string[]; profile: string }

/**
 * The releases of a package that show exactly what a publication of its current draft to this environment would show,
 * newest first: the same root page and files, the same attempt for each video, and the same fallbacks. Captions are files, and are
 * converted by content hash. Empty while a video has no finished encoding.
 */
export async function matchingReleases(
  tx: Tx,
  pkg: Package,
  environment: Environment,
  { rootPage, acceptedFallbacks: acceptedPaths, profile }: DraftToMatch,
): Promise<Release[]> {
  const matches = await releasesWithFilesOfDraft(tx, pkg)
  if (matches.length === 0) return []
  const expected = await expectedVideos(tx, pkg.id, profile)
  const videos = expected.map(video => ({ ...video, status: video.encodingStatus }))
  const awaited = awaitedVideos(environment, acceptedPaths, videos)
  if (!awaited.every(({ status }) => status === 'READY')) return []
  const fallbacks = videos.filter(acceptedFallbackFilter(environment, acceptedPaths, videos)).map(({ path }) => path)
  const attemptOf = await newestAttempts(
    tx,
    awaited.map(({ encodingId }) => encodingId!),
  )
  const streams = awaited.map(({ path, encodingId }) => `${path} ${encodingId} ${attemptOf.get(encodingId!)}`)
  const releases = await tx.release.findMany({
    where: { id: { in: matches.map(match => match.id) }, rootPage },
    include: { videos: true },
    orderBy: { number: 'desc' },
  })
  return releases.filter(
    release =>
      isSameSet(release.fallbackVideos, fallbacks) &&
      isSameSet(
        release.videos.map(({ path, encodingId, attempt }) => `${path} ${encodingId} ${attempt}`),
        streams,
      ),
  )
}

async function newestAttempts(tx: Tx, encodingIds: string[]): Promise<Map<string, number | null>> {
  const where = { encodingId: { in: encodingIds } }
  const newest = await tx.attempt.groupBy({ by: ['encodingId'], where, _max: { number: true } })
  return new Map(newest.map(({ encodingId, _max }) => [encodingId, _max.number]))
}

const isSameSet = (a: string[], b: string[]) => a.length === b.length && new Set([...a, ...b]).size === a.length
