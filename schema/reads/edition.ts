import { Prisma } from '../database.ts'

/** A release by its number, or a draft by its revision. */
export type Edition = { packageId: string } & ({ number: number } | { revision: number })

/** SQL: `FROM … WHERE` the files of an edition, to be gone on with `AND`. Of a number that is being published: those that are copied. */
export const filesOf = (edition: Edition): Prisma.Sql =>
  'number' in edition
    ? Prisma.sql`FROM release_file WHERE package_id = ${edition.packageId}::uuid AND number = ${edition.number} AND key IS NOT NULL`
    : Prisma.sql`FROM draft_file WHERE package_id = ${edition.packageId}::uuid AND from_revision <= ${edition.revision}
        AND (until_revision IS NULL OR until_revision > ${edition.revision})`

/** SQL, of a row of `release_file AS file`: its number was not removed, so that its bytes are there to stay. */
export const isKeptNumber: Prisma.Sql = Prisma.sql`NOT EXISTS (SELECT 1 FROM release
  WHERE release.package_id = file.package_id AND release.number = file.number AND release.removed_at IS NOT NULL)`
