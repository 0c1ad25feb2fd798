import { Prisma } from '../database.ts'

/**
 * What stays an mp4: a film that its pages show as decoration alone (muted, looping, starting by itself, without controls), that a browser
 * plays as it is, and that is no larger and no longer than this. Bytes and seconds. The rule of the findings says which they are.
 */
export const decoration = { code: 'VIDEO_DECORATIVE', maxBytes: 5 * 1024 ** 2, maxSeconds: 30 } as const

/** Is this one of the videos that are played from a file, not from a stream: decoration, or one that decoration serves as its twin? */
export function directPlayFilter(videos: { path: string; decorative: boolean }[]) {
  const paths = new Set(videos.filter(({ decorative }) => decorative).map(({ path }) => path))
  return ({ path, encodedAs }: { path: string; encodedAs: string | null }) =>
    paths.has(path) || (encodedAs !== null && paths.has(encodedAs))
}

/** SQL, of a `probe` named `look`: by its bytes it could be decoration; what its pages say of it decides. */
export const isDecorationCandidateSql: Prisma.Sql = Prisma.sql`
  (probe.browser_playable AND probe.bytes <= ${decoration.maxBytes} AND probe.duration_seconds <= ${decoration.maxSeconds})`

/** SQL: the file at this path is decoration in a revision of the draft; null: in the present one. */
export const isDecorationSql = (packageId: string, path: Prisma.Sql, revision: number | null): Prisma.Sql => Prisma.sql`
  EXISTS (SELECT 1 FROM finding WHERE finding.package_id = ${packageId}::uuid AND finding.code = ${decoration.code}
    AND finding.path = ${path} AND ${
      revision === null
        ? Prisma.sql`finding.until_revision IS NULL`
        : Prisma.sql`finding.from_revision <= ${revision} AND (finding.until_revision IS NULL OR finding.until_revision > ${revision})`
    })`
