import { Prisma } from '../database.ts'
import { stemOf } from '../files/caption-files.ts'
import { canHavePictureSql } from '../files/moving-picture.ts'
import { videoExtensions } from '../files/video-files.ts'

/**
 * SQL query that keeps the videos of `rowsSql`, with the video that each of them plays. `rowsSql` returns rows of one
 * package, each path once, with `path`, `content_hash`, and `alternate_of`. Adds `encoded_as`, the path of the alternate
 * source that is encoded in its place (null: the file itself is encoded, also if that source is gone), and
 * `streamed_hash`, the content hash to encode.
 */
export const withAlternateSourcesSql = (rowsSql: Prisma.Sql): Prisma.Sql => Prisma.sql`
  WITH candidate AS (
    SELECT file.* FROM (${rowsSql}) AS file WHERE ${canHavePictureSql(Prisma.sql`file.content_hash`)}
  )
  SELECT candidate.*, source.path AS encoded_as, coalesce(source.content_hash, candidate.content_hash) AS streamed_hash
  FROM candidate LEFT JOIN candidate AS source ON source.path = candidate.alternate_of AND source.alternate_of IS NULL`

/**
 * A video for `findAlternateSources`. Lengths are in seconds, sizes in pixels; null if its probe does not know them. The
 * length of a truncated video is the one that it should have.
 */
export type SourceCandidate = {
  path: string
  isBroken: boolean
  durationSeconds: number | null
  width: number | null
  height: number | null
}

/**
 * Finds alternate sources: returns, by path, the video that is encoded in place of another one. Two videos are
 * alternates if a page offers both as sources of one `<video>` (`elements`: the paths of each), or if they have the same
 * name but for the extension and the same length. A broken video of unknown length may be any other video, so its name is
 * not enough. Of several, the first whole one is encoded: mp4 before other formats, then the larger picture. A broken one
 * never stands for another.
 */
export function findAlternateSources(videos: SourceCandidate[], elements: string[][]): Map<string, string> {
  const sorted = [...videos].sort(compareCandidates)
  const rank = new Map(sorted.map(({ path }, index) => [path, index]))
  const leaders = new Map(sorted.map(({ path }) => [path, path]))
  const leaderOf = (path: string): string => {
    const leader = leaders.get(path)!
    if (leader === path) return path
    const found = leaderOf(leader)
    leaders.set(path, found)
    return found
  }
  const join = (one: string, other: string) => {
    const [first, second] = [leaderOf(one), leaderOf(other)]
    const [leader, follower] = rank.get(first)! <= rank.get(second)! ? [first, second] : [second, first]
    leaders.set(follower, leader)
  }
  for (const paths of elements) {
    const [first, ...others] = paths.filter(path => rank.has(path))
    for (const other of others) join(first!, other)
  }
  for (const group of Map.groupBy(sorted, ({ path }) => stemOf(path)).values())
    group.forEach((video, index) => {
      const earlier = group.slice(0, index).find(candidate => haveSameLength(candidate, video))
      if (earlier) join(earlier.path, video.path)
    })
  const broken = new Set(sorted.flatMap(({ path, isBroken }) => (isBroken ? [path] : [])))
  const pairs = sorted.map(({ path }) => [path, leaderOf(path)] as const)
  return new Map(pairs.filter(([path, leader]) => path !== leader && !broken.has(leader)))
}

/** Two lengths are the same if they differ by at most half a second or one percent. */
function haveSameLength(one: SourceCandidate, other: SourceCandidate): boolean {
  if (one.durationSeconds === null || other.durationSeconds === null) return false
  const longer = Math.max(one.durationSeconds, other.durationSeconds)
  return Math.abs(one.durationSeconds - other.durationSeconds) <= Math.max(0.5, longer / 100)
}

const compareCandidates = (one: SourceCandidate, other: SourceCandidate) =>
  Number(one.isBroken) - Number(other.isBroken) ||
  formatRank(one.path) - formatRank(other.path) ||
  pixels(other) - pixels(one) ||
  (one.path < other.path ? -1 : 1)

/** The preference for a format: the order of `videoExtensions`, and unknown ones last. */
export function formatRank(path: string): number {
  const index = videoExtensions.indexOf(/[^.]*$/.exec(path)![0].toLowerCase())
  return index === -1 ? videoExtensions.length : index
}

const pixels = ({ width, height }: SourceCandidate) => (width ?? 0) * (height ?? 0)
