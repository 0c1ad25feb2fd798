import { type Database, Prisma } from '../database.ts'
import { type CaptionsFile, type CaptionsRow, captionsSql, toCaptionsFile } from '../captions/version-captions.ts'
import { memoize } from '../memoize.ts'
import { type DeployedRelease, deployedReleaseSql, type Visibility } from './current-deployment.ts'
import { type PlayableVideo, releaseVideosSql } from './playable-videos.ts'

/** What an environment shows of a package, and what playlists are made from: its videos, by path, and its captions, those in WebVTT first. */
export type DeployedContents = DeployedRelease & { videos: PlayableVideo[]; captions: CaptionsFile[] }

/** All of it in one statement, because every page with videos asks for it; null: nothing is shown. `number` null: what is shown now. */
export async function findDeployedContents(
  database: Database,
  visibility: Visibility,
  environment: string,
  slug: string,
  number: number | null,
): Promise<DeployedContents | null> {
  const filesSql = Prisma.sql`FROM release_file
    WHERE package_id = edition."packageId"::uuid AND number = edition.number AND key IS NOT NULL`
  const rows = await database.$queryRaw<(DeployedRelease & { videos: PlayableVideo[]; captions: CaptionsRow[] })[]>`
    SELECT edition.*, ${jsonRowsSql(releaseVideosSql(Prisma.sql`edition."releaseId"::uuid`))} AS videos, ${jsonRowsSql(captionsSql(filesSql))} AS captions
    FROM (${deployedReleaseSql(visibility, environment, slug, number)}) AS edition`
  const [row] = rows
  return row ? { ...row, captions: row.captions.map(toCaptionsFile) } : null
}

/** As long as rights, in milliseconds; and at most so many. */
const contentsCacheMs = 1_000
const maxCachedContents = 1_000

type Key = [reach: Visibility, environment: string, slug: string, number: number | null]
const cachedReads = new WeakMap<Database, (...key: Key) => Promise<DeployedContents | null>>()

/** The same, remembered for a moment: for whoever does not remember the answer that is made of it. */
export function cachedDeployedContents(database: Database, ...key: Key): Promise<DeployedContents | null> {
  const read =
    cachedReads.get(database) ??
    memoize(contentsCacheMs, maxCachedContents, (...args: Key) => findDeployedContents(database, ...args))
  cachedReads.set(database, read)
  return read(...key)
}

/** SQL: the rows of a query as JSON, in its order. */
const jsonRowsSql = (query: Prisma.Sql) =>
  Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') FROM (${query}) AS one)`
