import { Prisma } from '../database.ts'

/** A release by its number, or a draft by its revision. */
export type Edition = { packageId: string } & ({ number: number } | { revision: number })

/** SQL: `FROM … WHERE` the files of an edition, to be gone on with `AND`. Of a number that is being published: those that are copied. */
export const filesOf = (edition: Edition): Prisma.Sql =>
  'number' in edition
    ? Prisma.sql`FROM release_file WHERE package_id = ${edition.packageId}::uuid AND number = ${edition.number} AND key IS NOT NULL`
    : Prisma.sql`FROM draft_file WHERE package_id = ${edition.packageId}::uuid AND from_revision <= ${edition.revision}
        AND (until_revision IS NULL OR until_revision > ${edition.revision})`
