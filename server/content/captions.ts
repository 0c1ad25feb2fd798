import { type Database, Prisma } from '@lectern/schema/database'
import { captionsPattern } from '@lectern/schema/reads/captions'
import { type Edition, filesOf } from '@lectern/schema/reads/edition'
import { perEdition } from './files.ts'

/** Captions of an edition: the author's file, and the WebVTT that was made of it, where browsers do not take the file itself. */
export type CaptionsFile = { path: string; contentHash: string; converted: Converted | null; problem: string | null }
type Converted = { key: string; versionId: string }

/** A row of `captionsAmong`. */
export type CaptionsRow = {
  path: string
  contentHash: string
  key: string | null
  versionId: string | null
  problem: string | null
}

/** SQL: the captions among files (`FROM … WHERE`, as of `filesOf`), by path; those that are WebVTT by their name come first. */
export const captionsAmong = (files: Prisma.Sql) => Prisma.sql`
  SELECT file.path, file.content_hash AS "contentHash", converted.key, converted.version_id AS "versionId", converted.problem
  FROM (SELECT path, content_hash ${files} AND path ~* ${captionsPattern}) AS file
    LEFT JOIN converted_captions AS converted USING (content_hash)
  ORDER BY ${isWebVtt} DESC, file.path COLLATE "C"`

/** What such a row says. */
export const captionsFile = ({ key, versionId, ...file }: CaptionsRow): CaptionsFile => ({
  ...file,
  converted: key !== null && versionId !== null ? { key, versionId } : null,
})

/** All captions of an edition. */
export const captionsIn = perEdition(async (database: Database, edition: Edition): Promise<CaptionsFile[]> => {
  const rows = await database.$queryRaw<CaptionsRow[]>(captionsAmong(filesOf(edition)))
  return rows.map(captionsFile)
})

const isWebVtt = Prisma.sql`file.path ~* '\\.vtt$'`

const ownFolder = 'lectern/captions/'

/** Where captions can be read, as a path of their edition: what was made of them below a name of Lectern's. Null: there is nothing to show. */
export function shownPath({ path, contentHash, converted, problem }: CaptionsFile): string | null {
  if (converted) return `${ownFolder}${contentHash}.vtt`
  return problem === null && /\.vtt$/i.test(path) ? path : null
}

/** The WebVTT at a path of an edition, if it was made of a file of this edition. */
export async function convertedAt(database: Database, edition: Edition, path: string): Promise<Converted | null> {
  if (!path.startsWith(ownFolder)) return null
  const found = (await captionsIn(database, edition)).find(file => file.converted && shownPath(file) === path)
  return found?.converted ?? null
}
