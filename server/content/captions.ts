import { type Database, Prisma } from '@lectern/schema/database'
import { captionsPattern } from '@lectern/schema/reads/captions'
import { type Edition, filesOf, perEdition } from './files.ts'

/** Captions of an edition: the author's file, and the WebVTT that was made of it, where browsers do not take the file itself. */
export type CaptionsFile = { path: string; contentHash: string; converted: Converted | null; problem: string | null }
type Converted = { key: string; versionId: string }

type Row = { path: string; contentHash: string; key: string | null; versionId: string | null; problem: string | null }

/** All captions of an edition, by path; those that are WebVTT by their name come first. */
export const captionsIn = perEdition(async (database: Database, edition: Edition): Promise<CaptionsFile[]> => {
  const rows = await database.$queryRaw<Row[]>`
    SELECT file.path, file.content_hash AS "contentHash", converted.key, converted.version_id AS "versionId", converted.problem
    FROM (SELECT path, content_hash ${filesOf(edition)} AND path ~* ${captionsPattern}) AS file
      LEFT JOIN converted_captions AS converted USING (content_hash)
    ORDER BY ${isWebVtt} DESC, file.path COLLATE "C"`
  return rows.map(({ key, versionId, ...file }) => ({
    ...file,
    converted: key !== null && versionId !== null ? { key, versionId } : null,
  }))
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
