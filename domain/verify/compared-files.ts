import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { isReleaseKeptSql } from '../files/content-version.ts'
import { storedVersionRow } from '../files/stored-bytes.ts'
import { rows } from '../rows.ts'

/** What is verified: the files of a release, or of the current draft if `number` is null. */
export type VerificationTarget = { packageId: string; number: number | null }

const comparedFileRow = storedVersionRow.extend({
  path: z.string(),
  contentHash: z.string(),
  storedBytes: z.number(),
  mediaType: z.string(),
  generated: z.boolean(),
  draftEtag: z.string(),
})

/**
 * A file as its row describes the object in S3. `draftEtag` is the ETag of the draft's object, from which a release's
 * object was copied. Objects with the same ETag have the same bytes, including the player's tag.
 */
export type ComparedFile = z.infer<typeof comparedFileRow>

const columnsSql = Prisma.sql`path, content_hash AS "contentHash", bytes, stored_bytes::float8 AS "storedBytes", media_type AS "mediaType", generated, key,
  version_id AS "versionId", etag`

const filesOfTargetSql = ({ packageId, number }: VerificationTarget) =>
  number === null
    ? Prisma.sql`SELECT ${columnsSql}, etag AS "draftEtag" FROM draft_file WHERE package_id = ${packageId}::uuid AND until_revision IS NULL`
    : Prisma.sql`SELECT ${columnsSql}, source_etag AS "draftEtag" FROM release_file
        WHERE package_id = ${packageId}::uuid AND number = ${number} AND key IS NOT NULL`

/** The number of files in memory at a time. */
const batchSize = 1000

/** All files in batches, in the order of their paths. */
export async function* fileBatches(database: Database, target: VerificationTarget): AsyncGenerator<ComparedFile[]> {
  for (let after = ''; ; ) {
    const files = await rows(
      database,
      comparedFileRow,
      Prisma.sql`
      ${filesOfTargetSql(target)} AND path > ${after} ORDER BY path LIMIT ${batchSize}`,
    )
    if (files.length === 0) return
    yield files
    after = files.at(-1)!.path
  }
}

/** The files with these keys. */
export const filesWithKeys = (database: Database, target: VerificationTarget, keys: string[]) =>
  rows(database, comparedFileRow, Prisma.sql`${filesOfTargetSql(target)} AND key = ANY(${keys})`)

/** The files with these paths. */
export const filesWithPaths = (database: Database, target: VerificationTarget, paths: string[]) =>
  rows(database, comparedFileRow, Prisma.sql`${filesOfTargetSql(target)} AND path = ANY(${paths})`)

const repairSourceRow = storedVersionRow.extend({ isExact: z.boolean() })

/** An object version from which a file can be restored. `bytes` is the size of the object. */
export type RepairSource = z.infer<typeof repairSourceRow>

/**
 * Other object versions with the same bytes as a file, according to the rows of drafts and of releases that are not
 * removed. For a page of a release, also versions of the same page with another version of the player's tag; these come
 * last, with `isExact` false.
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
  return rows(
    database,
    repairSourceRow,
    Prisma.sql`
    SELECT ${repairSourceColumnsSql(etagSql)} FROM draft_file AS file WHERE ${matchesSql(etagSql)} AND NOT damaged
    UNION
    SELECT ${repairSourceColumnsSql(sourceEtagSql)} FROM package JOIN release_file AS file ON file.package_id = package.id
    WHERE ${matchesSql(sourceEtagSql)} AND key IS NOT NULL AND ${isReleaseKeptSql}
    ORDER BY "isExact" DESC LIMIT 50`,
  )
}
