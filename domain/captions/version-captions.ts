import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { captionsPattern } from '../files/caption-files.ts'
import { type ContentVersion, filesOfVersionSql } from '../files/content-version.ts'
import { pathKey } from '../files/path-key.ts'
import { memoizeByVersion } from '../files/version-files.ts'
import { rows } from '../rows.ts'

/**
 * Captions of a content version. `path` is the author's file. `converted` is the WebVTT made from it, for files that
 * browsers do not accept.
 */
export type CaptionsFile = { path: string; contentHash: string; converted: StoredWebVtt | null; problem: string | null }
type StoredWebVtt = { key: string; versionId: string }

/** The schema of `CaptionsRow`. */
export const captionsRow = z.object({
  path: z.string(),
  contentHash: z.string(),
  key: z.string().nullable(),
  versionId: z.string().nullable(),
  problem: z.string().nullable(),
})

/** A row of `captionsSql`. */
export type CaptionsRow = z.infer<typeof captionsRow>

/**
 * SQL: the captions among files (`FROM … WHERE`, as from `filesOfVersionSql`), by path. Files named `.vtt` come first.
 */
export const captionsSql = (filesSql: Prisma.Sql) => Prisma.sql`
  SELECT file.path, file.content_hash AS "contentHash", converted.key, converted.version_id AS "versionId", converted.problem
  FROM (SELECT path, content_hash ${filesSql} AND path ~* ${captionsPattern}) AS file
    LEFT JOIN converted_captions AS converted USING (content_hash)
  ORDER BY ${isWebVttSql} DESC, file.path COLLATE "C"`

/** Converts a row of `captionsSql`. */
export const toCaptionsFile = ({ key, versionId, ...file }: CaptionsRow): CaptionsFile => ({
  ...file,
  converted: key !== null && versionId !== null ? { key, versionId } : null,
})

/** Returns all captions of a content version. */
export const captionsOfVersion = memoizeByVersion(
  async (database: Database, version: ContentVersion): Promise<CaptionsFile[]> => {
    const found = await rows(database, captionsRow, captionsSql(filesOfVersionSql(version)))
    return found.map(toCaptionsFile)
  },
)

const isWebVttSql = Prisma.sql`file.path ~* '\\.vtt$'`

const convertedFolder = 'lectern/captions/'

/**
 * Returns the path in the content version from which browsers read the captions. Converted captions have a path of
 * Lectern's own. Null when there is nothing to show.
 */
export function readablePath({ path, contentHash, converted, problem }: CaptionsFile): string | null {
  if (converted) return `${convertedFolder}${contentHash}.vtt`
  return problem === null && /\.vtt$/i.test(path) ? path : null
}

/** Finds the converted captions at a path. Null unless they were made from a file of this content version. */
export async function findConvertedCaptions(
  database: Database,
  version: ContentVersion,
  path: string,
): Promise<StoredWebVtt | null> {
  const key = pathKey(path)
  if (!key.startsWith(convertedFolder)) return null
  const found = (await captionsOfVersion(database, version)).find(file => file.converted && readablePath(file) === key)
  return found?.converted ?? null
}
