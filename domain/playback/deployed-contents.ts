import { z } from 'zod'
import { type CaptionsFile, captionsRow, captionsSql, toCaptionsFiles } from '../captions/version-captions.ts'
import { type Database, Prisma } from '../database.ts'
import { memoize } from '../memoize.ts'
import { rows } from '../rows.ts'
import { type DeployedRelease, deployedReleaseRow, deployedReleaseSql, type Visibility } from './current-deployment.ts'
import { type PlayableVideo, playableVideoRow, releaseVideosSql } from './playable-videos.ts'

const deployedContentsRow = deployedReleaseRow.extend({
  videos: z.array(playableVideoRow.strict()),
  captions: z.array(captionsRow.strict()),
})

/** A deployed release with what its playlists need: its videos, by path, and its captions, files named `.vtt` first. */
export type DeployedContents = DeployedRelease & { videos: PlayableVideo[]; captions: CaptionsFile[] }

/**
 * Finds the release with its videos and captions, in one statement, because every page with videos needs it. `number`
 * null means the current release. Null when no release is visible.
 */
export async function findDeployedContents(
  database: Database,
  visibility: Visibility,
  environment: string,
  slug: string,
  number: number | null,
): Promise<DeployedContents | null> {
  const filesSql = Prisma.sql`FROM release_file
    WHERE package_id = deployed."packageId"::uuid AND number = deployed.number AND key IS NOT NULL`
  const sql = Prisma.sql`
    SELECT deployed.*, ${jsonRowsSql(releaseVideosSql(Prisma.sql`deployed."releaseId"::uuid`))} AS videos, ${jsonRowsSql(captionsSql(filesSql))} AS captions
    FROM (${deployedReleaseSql(visibility, environment, slug, number)}) AS deployed`
  const [row] = await rows(database, deployedContentsRow, sql)
  return row ? { ...row, captions: toCaptionsFiles(row.captions) } : null
}

/** As long as rights are cached. */
const contentsCacheMs = 1_000
const maxCachedContents = 1_000

type Key = [visibility: Visibility, environment: string, slug: string, number: number | null]
const cachedReads = new WeakMap<Database, (...key: Key) => Promise<DeployedContents | null>>()

/** Caches `findDeployedContents` for `contentsCacheMs`. For callers that do not cache their own result. */
export function cachedDeployedContents(database: Database, ...key: Key): Promise<DeployedContents | null> {
  const read =
    cachedReads.get(database) ??
    memoize(contentsCacheMs, maxCachedContents, (...args: Key) => findDeployedContents(database, ...args))
  cachedReads.set(database, read)
  return read(...key)
}

/** SQL: the rows of a query as a JSON array, in the query's order. */
const jsonRowsSql = (query: Prisma.Sql) =>
  Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(row_data)), '[]') FROM (${query}) AS row_data)`
