import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { captionsPattern } from '../files/caption-files.ts'
import { type ContentVersion, filesOfVersionSql } from '../files/content-version.ts'
import { legacyCharsetOfName } from '../files/legacy-charset.ts'
import { pathKey } from '../files/path-key.ts'
import { memoizeByVersion } from '../files/version-files.ts'
import { rows } from '../rows.ts'

/**
 * Captions of a content version. `path` is the author's file. `converted` is the WebVTT made from it, for files that
 * browsers do not accept.
 */
export type CaptionsFile = {
  path: string
  contentHash: string
  reading: string
  converted: StoredWebVtt | null
  problem: string | null
}
type StoredWebVtt = { key: string; versionId: string }

/** The schema of `CaptionsRow`. */
export const captionsRow = z.object({
  path: z.string(),
  contentHash: z.string(),
  reading: z.string().nullable(),
  key: z.string().nullable(),
  versionId: z.string().nullable(),
  problem: z.string().nullable(),
})

/** A row of `captionsSql`: a file in one reading. */
export type CaptionsRow = z.infer<typeof captionsRow>

/**
 * SQL: the captions among files (`FROM … WHERE`, as from `filesOfVersionSql`) in all readings, by path. Files named
 * `.vtt` come first, then those named `.srt`.
 */
export const captionsSql = (filesSql: Prisma.Sql) => Prisma.sql`
  SELECT file.path, file.content_hash AS "contentHash", converted.reading, converted.key, converted.version_id AS "versionId", converted.problem
  FROM (SELECT path, content_hash ${filesSql} AND path ~* ${captionsPattern}) AS file
    LEFT JOIN converted_captions AS converted USING (content_hash)
  ORDER BY file.path ~* '\\.vtt$' DESC, file.path ~* '\\.srt$' DESC, file.path COLLATE "C"`

/**
 * Returns how captions of this name are read if they are not Unicode: in the charset of the language in the name, or
 * 'detected'. Unicode has the reading '', whatever the name.
 */
export const readingOfName = (path: string): string => legacyCharsetOfName(path) ?? 'detected'

/** Converts rows of `captionsSql`. Of each file, chooses the reading that its name asks for. */
export function toCaptionsFiles(found: CaptionsRow[]): CaptionsFile[] {
  const byPath = Map.groupBy(found, ({ path }) => path)
  return [...byPath].map(([path, readings]) => {
    const name = readings.some(({ reading }) => reading) ? readingOfName(path) : ''
    const row = readings.find(({ reading }) => reading === name) ?? readings.find(({ reading }) => !reading)
    return toCaptionsFile(row ?? unread(readings[0]!))
  })
}

const toCaptionsFile = ({ key, versionId, reading, ...file }: CaptionsRow): CaptionsFile => ({
  ...file,
  reading: reading ?? '',
  converted: key !== null && versionId !== null ? { key, versionId } : null,
})

/** A file of which only other readings exist. */
const unread = ({ path, contentHash }: CaptionsRow): CaptionsRow => ({
  ...{ path, contentHash },
  ...{ reading: null, key: null, versionId: null, problem: null },
})

/** Returns all captions of a content version. */
export const captionsOfVersion = memoizeByVersion(
  async (database: Database, version: ContentVersion): Promise<CaptionsFile[]> => {
    const found = await rows(database, captionsRow, captionsSql(filesOfVersionSql(version)))
    return toCaptionsFiles(found)
  },
)

const convertedFolder = 'lectern/captions/'

/**
 * Returns the path in the content version from which browsers read the captions. Converted captions have a path of
 * Lectern's own. Null when there is nothing to show.
 */
export function readablePath({ path, contentHash, reading, converted, problem }: CaptionsFile): string | null {
  if (converted) return `${convertedFolder}${[contentHash, reading].filter(Boolean).join('.')}.vtt`
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
