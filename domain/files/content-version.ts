import { Prisma } from '../database.ts'

/** A release by its number, or a draft by its revision. */
export type ContentVersion = { packageId: string } & ({ number: number } | { revision: number })

/** SQL: `FROM … WHERE` the files of an edition, to be gone on with `AND`. Of a number that is being published: those that are copied. */
export const filesOfVersionSql = (contentVersion: ContentVersion): Prisma.Sql =>
  'number' in contentVersion
    ? Prisma.sql`FROM release_file WHERE package_id = ${contentVersion.packageId}::uuid AND number = ${contentVersion.number} AND key IS NOT NULL`
    : Prisma.sql`FROM draft_file WHERE package_id = ${contentVersion.packageId}::uuid AND from_revision <= ${contentVersion.revision}
        AND (until_revision IS NULL OR until_revision > ${contentVersion.revision})`

/** SQL, of a row of `release_file AS file`: its number was not removed, so that its bytes are there to stay. */
export const isReleaseKeptSql: Prisma.Sql = Prisma.sql`NOT EXISTS (SELECT 1 FROM release
  WHERE release.package_id = file.package_id AND release.number = file.number AND release.removed_at IS NOT NULL)`

/** A revision of a package's draft. */
export type DraftRevision = { packageId: string; revision: number }

/** What rows of a revision say: since then, and not until then. */
export const atRevision = ({ packageId, revision }: DraftRevision) => ({
  packageId,
  fromRevision: { lte: revision },
  OR: [{ untilRevision: null }, { untilRevision: { gt: revision } }],
})
