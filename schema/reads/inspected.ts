import { type Database, Prisma } from '../database.ts'
import type { Located } from './bytes-of.ts'
import { isKeptNumber } from './edition.ts'

/** What is compared: the files of a release, or, `number` null, of the present draft. */
export type Inspected = { packageId: string; number: number | null }

/**
 * A file as its row says it lies in S3. `takenEtag`: of the draft's object that it is, or was copied from; objects with the same one hold the
 * same bytes, also where the player's tag was put in.
 */
export type InspectedFile = Located & {
  path: string
  contentHash: string
  storedBytes: number
  mediaType: string
  own: boolean
  takenEtag: string
}

const columns = Prisma.sql`path, content_hash AS "contentHash", bytes, stored_bytes::float8 AS "storedBytes", media_type AS "mediaType", own, key,
  version_id AS "versionId", etag`

const filesOf = ({ packageId, number }: Inspected) =>
  number === null
    ? Prisma.sql`SELECT ${columns}, etag AS "takenEtag" FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL`
    : Prisma.sql`SELECT ${columns}, source_etag AS "takenEtag" FROM release_file
        WHERE package_id = ${packageId}::uuid AND number = ${number} AND key IS NOT NULL`

/** Files that are in memory at a time. */
const atATime = 1000

/** All files, page by page, in the order of their paths. */
export async function* pagesOfFiles(database: Database, inspected: Inspected): AsyncGenerator<InspectedFile[]> {
  for (let after = ''; ; ) {
    const files = await database.$queryRaw<InspectedFile[]>`
      ${filesOf(inspected)} AND path > ${after} ORDER BY path LIMIT ${atATime}`
    if (files.length === 0) return
    yield files
    after = files.at(-1)!.path
  }
}

/** The files with these keys. */
export const filesWithKeys = (database: Database, inspected: Inspected, keys: string[]) =>
  database.$queryRaw<InspectedFile[]>`${filesOf(inspected)} AND key = ANY(${keys})`

/** The files with these paths. */
export const filesWithPaths = (database: Database, inspected: Inspected, paths: string[]) =>
  database.$queryRaw<InspectedFile[]>`${filesOf(inspected)} AND path = ANY(${paths})`

/** A version to copy a file from; `bytes`: of the object. */
export type Copyable = Located & { isExact: boolean }

/**
 * Other versions, of drafts and of releases that are not removed, that by their rows hold the same bytes as a file's object. For a page of a
 * release also those of the same page as its author wrote it, with another version of the player's tag; they come last.
 */
export function sameBytes(database: Database, { packageId, number }: Inspected, file: InspectedFile) {
  const { contentHash, storedBytes, bytes, takenEtag, versionId, path } = file
  const isAsItWas = BigInt(storedBytes) === bytes
  const isPage = number !== null && !isAsItWas
  const isExact = (etag: Prisma.Sql) =>
    Prisma.sql`(stored_bytes = ${storedBytes} AND (${isAsItWas} OR ${etag} = ${takenEtag}))`
  const fits = (
    etag: Prisma.Sql,
  ) => Prisma.sql`file.content_hash = ${contentHash} AND file.version_id <> ${versionId} AND (${isExact(etag)}
    OR (${isPage} AND file.package_id = ${packageId}::uuid AND file.path = ${path} AND stored_bytes <> bytes))`
  const columnsOf = (etag: Prisma.Sql) =>
    Prisma.sql`key, version_id AS "versionId", etag, stored_bytes AS bytes, ${isExact(etag)} AS "isExact"`
  const [own, source] = [Prisma.sql`etag`, Prisma.sql`source_etag`]
  return database.$queryRaw<Copyable[]>`
    SELECT ${columnsOf(own)} FROM draft_file AS file WHERE ${fits(own)} AND NOT damaged
    UNION
    SELECT ${columnsOf(source)} FROM package JOIN release_file AS file ON file.package_id = package.id
    WHERE ${fits(source)} AND key IS NOT NULL AND ${isKeptNumber}
    ORDER BY "isExact" DESC LIMIT 50`
}
