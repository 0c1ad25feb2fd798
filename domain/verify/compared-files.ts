import { type Database, Prisma } from '../database.ts'
import type { StoredVersion } from '../files/stored-bytes.ts'
import { isReleaseKeptSql } from '../files/content-version.ts'

/** What is compared: the files of a release, or, `number` null, of the present draft. */
export type VerificationTarget = { packageId: string; number: number | null }

/**
 * A file as its row says it lies in S3. `draftEtag`: of the draft's object that it is, or was copied from; objects with the same one hold the
 * same bytes, also where the player's tag was put in.
 */
export type ComparedFile = StoredVersion & {
  path: string
  contentHash: string
  storedBytes: number
  mediaType: string
  generated: boolean
  draftEtag: string
}

const columnsSql = Prisma.sql`path, content_hash AS "contentHash", bytes, stored_bytes::float8 AS "storedBytes", media_type AS "mediaType", generated, key,
  version_id AS "versionId", etag`

const filesOfTargetSql = ({ packageId, number }: VerificationTarget) =>
  number === null
    ? Prisma.sql`SELECT ${columnsSql}, etag AS "draftEtag" FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL`
    : Prisma.sql`SELECT ${columnsSql}, source_etag AS "draftEtag" FROM release_file
        WHERE package_id = ${packageId}::uuid AND number = ${number} AND key IS NOT NULL`

/** Files that are in memory at a time. */
const batchSize = 1000

/** All files, page by page, in the order of their paths. */
export async function* fileBatches(database: Database, target: VerificationTarget): AsyncGenerator<ComparedFile[]> {
  for (let after = ''; ; ) {
    const files = await database.$queryRaw<ComparedFile[]>`
      ${filesOfTargetSql(target)} AND path > ${after} ORDER BY path LIMIT ${batchSize}`
    if (files.length === 0) return
    yield files
    after = files.at(-1)!.path
  }
}

/** The files with these keys. */
export const filesWithKeys = (database: Database, target: VerificationTarget, keys: string[]) =>
  database.$queryRaw<ComparedFile[]>`${filesOfTargetSql(target)} AND key = ANY(${keys})`

/** The files with these paths. */
export const filesWithPaths = (database: Database, target: VerificationTarget, paths: string[]) =>
  database.$queryRaw<ComparedFile[]>`${filesOfTargetSql(target)} AND path = ANY(${paths})`

/** A version to copy a file from; `bytes`: of the object. */
export type RepairSource = StoredVersion & { isExact: boolean }

/**
 * Other versions, of drafts and of releases that are not removed, that by their rows hold the same bytes as a file's object. For a page of a
 * release also those of the same page as its author wrote it, with another version of the player's tag; they come last.
 */
export function repairSources(database: Database, { packageId, number }: VerificationTarget, file: ComparedFile) {
  const { contentHash, storedBytes, bytes, draftEtag, versionId, path } = file
  const isUnmodified = BigInt(storedBytes) === bytes
  const isTaggedPage = number !== null && !isUnmodified
  const isExactSql = (etag: Prisma.Sql) =>
    Prisma.sql`(stored_bytes = ${storedBytes} AND (${isUnmodified} OR ${etag} = ${draftEtag}))`
  const matchesSql = (
    etag: Prisma.Sql,
  ) => Prisma.sql`file.content_hash = ${contentHash} AND file.version_id <> ${versionId} AND (${isExactSql(etag)}
    OR (${isTaggedPage} AND file.package_id = ${packageId}::uuid AND file.path = ${path} AND stored_bytes <> bytes))`
  const repairSourceColumnsSql = (etag: Prisma.Sql) =>
    Prisma.sql`key, version_id AS "versionId", etag, stored_bytes AS bytes, ${isExactSql(etag)} AS "isExact"`
  const [etagSql, sourceEtagSql] = [Prisma.sql`etag`, Prisma.sql`source_etag`]
  return database.$queryRaw<RepairSource[]>`
    SELECT ${repairSourceColumnsSql(etagSql)} FROM draft_file AS file WHERE ${matchesSql(etagSql)} AND NOT damaged
    UNION
    SELECT ${repairSourceColumnsSql(sourceEtagSql)} FROM package JOIN release_file AS file ON file.package_id = package.id
    WHERE ${matchesSql(sourceEtagSql)} AND key IS NOT NULL AND ${isReleaseKeptSql}
    ORDER BY "isExact" DESC LIMIT 50`
}
