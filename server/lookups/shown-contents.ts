import { type Database, Prisma } from '@lectern/schema/database'
import { type CaptionsFile, type CaptionsRow, captionsAmong, captionsFile } from '../content/captions.ts'
import { remember } from '../content/remember.ts'
import { type Reach, type Shown, shownSql } from '../content/shown.ts'
import { releaseVideosSql, type StreamedVideo } from './streamed-videos.ts'

/** What an environment shows of a package, and what playlists are made from: its videos, by path, and its captions, those in WebVTT first. */
export type ShownContents = Shown & { videos: StreamedVideo[]; captions: CaptionsFile[] }

/** All of it in one statement, because every page with videos asks for it; null: nothing is shown. `number` null: what is shown now. */
export async function shownContents(
  database: Database,
  reach: Reach,
  environment: string,
  slug: string,
  number: number | null,
): Promise<ShownContents | null> {
  const files = Prisma.sql`FROM release_file
    WHERE package_id = edition."packageId"::uuid AND number = edition.number AND key IS NOT NULL`
  const rows = await database.$queryRaw<(Shown & { videos: StreamedVideo[]; captions: CaptionsRow[] })[]>`
    SELECT edition.*, ${listOf(releaseVideosSql(Prisma.sql`edition."releaseId"::uuid`))} AS videos, ${listOf(captionsAmong(files))} AS captions
    FROM (${shownSql(reach, environment, slug, number)}) AS edition`
  const [row] = rows
  return row ? { ...row, captions: row.captions.map(captionsFile) } : null
}

/** As long as rights, in milliseconds; and at most so many. */
const moment = 1_000
const limit = 1_000

type Key = [reach: Reach, environment: string, slug: string, number: number | null]
const memories = new WeakMap<Database, (...key: Key) => Promise<ShownContents | null>>()

/** The same, remembered for a moment: for whoever does not remember the answer that is made of it. */
export function rememberedContents(database: Database, ...key: Key): Promise<ShownContents | null> {
  const look = memories.get(database) ?? remember(moment, limit, (...asked: Key) => shownContents(database, ...asked))
  memories.set(database, look)
  return look(...key)
}

/** SQL: the rows of a query as JSON, in its order. */
const listOf = (query: Prisma.Sql) =>
  Prisma.sql`(SELECT coalesce(jsonb_agg(to_jsonb(one)), '[]') FROM (${query}) AS one)`
