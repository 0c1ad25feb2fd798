import { type Database, Prisma } from '../database.ts'
import { captionsPattern } from '../files/caption-files.ts'
import { type ContentVersion, filesOfVersionSql } from '../files/content-version.ts'
import { memoizeByVersion } from '../files/version-files.ts'

/** Captions of an edition: the author's file, and the WebVTT that was made of it, where browsers do not take the file itself. */
export type CaptionsFile = { path: string; contentHash: string; converted: StoredWebVtt | null; problem: string | null }
type StoredWebVtt = { key: string; versionId: string }

/** A row of `captionsAmong`. */
export type CaptionsRow = {
  path: string
  contentHash: string
  key: string | null
  versionId: string | null
  problem: string | null
}

/** SQL: the captions among files (`FROM … WHERE`, as of `filesOf`), by path; those that are WebVTT by their name come first. */
export const captionsSql = (filesSql: Prisma.Sql) => Prisma.sql`
  SELECT file.path, file.content_hash AS "contentHash", converted.key, converted.version_id AS "versionId", converted.problem
  FROM (SELECT path, content_hash ${filesSql} AND path ~* ${captionsPattern}) AS file
    LEFT JOIN converted_captions AS converted USING (content_hash)
  ORDER BY ${isWebVttSql} DESC, file.path COLLATE "C"`

/** What such a row says. */
export const toCaptionsFile = ({ key, versionId, ...file }: CaptionsRow): CaptionsFile => ({
  ...file,
  converted: key !== null && versionId !== null ? { key, versionId } : null,
})

/** All captions of an edition. */
export const captionsOfVersion = memoizeByVersion(
  async (database: Database, version: ContentVersion): Promise<CaptionsFile[]> => {
    const rows = await database.$queryRaw<CaptionsRow[]>(captionsSql(filesOfVersionSql(version)))
    return rows.map(toCaptionsFile)
  },
)

const isWebVttSql = Prisma.sql`file.path ~* '\\.vtt$'`

const convertedFolder = 'lectern/captions/'

/** Where captions can be read, as a path of their edition: what was made of them below a name of Lectern's. Null: there is nothing to show. */
export function readablePath({ path, contentHash, converted, problem }: CaptionsFile): string | null {
  if (converted) return `${convertedFolder}${contentHash}.vtt`
  return problem === null && /\.vtt$/i.test(path) ? path : null
}

/** The WebVTT at a path of an edition, if it was made of a file of this edition. */
export async function findConvertedCaptions(
  database: Database,
  version: ContentVersion,
  path: string,
): Promise<StoredWebVtt | null> {
  if (!path.startsWith(convertedFolder)) return null
  const found = (await captionsOfVersion(database, version)).find(file => file.converted && readablePath(file) === path)
  return found?.converted ?? null
}
