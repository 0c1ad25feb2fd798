import { Prisma } from '../database.ts'

/**
 * The largest decoration, in bytes and seconds. A decoration is not encoded: its pages show it only as decoration (muted,
 * looping, starting automatically, without controls), and browsers can play the file.
 */
export const decorationLimits = { maxBytes: 5 * 1024 ** 2, maxSeconds: 30 } as const

/** Returns a predicate for videos that play from the author's file, and for their alternate sources. */
export function directPlayFilter(videos: { path: string; playsFromFile: boolean }[]) {
  const paths = new Set(videos.filter(({ playsFromFile }) => playsFromFile).map(({ path }) => path))
  return ({ path, encodedAs }: { path: string; encodedAs: string | null }) =>
    paths.has(path) || (encodedAs !== null && paths.has(encodedAs))
}

/** SQL predicate over a row of `probe`: the file could be decoration. Its pages decide whether it is. */
export const isDecorationCandidateSql: Prisma.Sql = Prisma.sql`
  (probe.browser_playable AND probe.bytes <= ${decorationLimits.maxBytes} AND probe.duration_seconds <= ${decorationLimits.maxSeconds})`
