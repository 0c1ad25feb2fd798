import { type Package, Prisma } from '../database.ts'

/** A release by its number, or a draft by its revision: the set of files that people see. */
export type ContentVersion = { packageId: string } & ({ number: number } | { revision: number })

/** Returns the number of a release, or the revision of a draft. */
export const numberOfVersion = (contentVersion: ContentVersion): number =>
  'number' in contentVersion ? contentVersion.number : contentVersion.revision

/**
 * SQL: `FROM … WHERE` for the files of a content version, to be continued with `AND`. For a release that is still being
 * published, it selects the files that are already copied.
 */
export const filesOfVersionSql = (contentVersion: ContentVersion): Prisma.Sql =>
  'number' in contentVersion
    ? Prisma.sql`FROM release_file WHERE package_id = ${contentVersion.packageId}::uuid AND number = ${contentVersion.number} AND key IS NOT NULL`
    : filesOfRevisionSql(Prisma.sql`${contentVersion.packageId}::uuid`, Prisma.sql`${contentVersion.revision}`)

/** SQL: the same for a draft revision, whose package and number are SQL expressions. */
export const filesOfRevisionSql = (packageId: Prisma.Sql, revision: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`FROM draft_file WHERE package_id = ${packageId} AND from_revision <= ${revision}
    AND (until_revision IS NULL OR until_revision > ${revision})`

/**
 * SQL: the media type of a file of a content version, by name, bytes, and use. Releases store it in one column; drafts add
 * the use in another one.
 */
export const mediaTypeOfVersionSql = (contentVersion: ContentVersion): Prisma.Sql =>
  'number' in contentVersion ? Prisma.sql`media_type` : Prisma.sql`coalesce(used_media_type, media_type)`

/** SQL, for a row of `release_file AS file`: the release was not removed, so its bytes are permanent. */
export const isReleaseKeptSql: Prisma.Sql = Prisma.sql`NOT EXISTS (SELECT 1 FROM release
  WHERE release.package_id = file.package_id AND release.number = file.number AND release.removed_at IS NOT NULL)`

/** A revision of a package's draft. */
export type DraftRevision = { packageId: string; revision: number }

/** Whether a package has a draft: it was synchronized, and no other package took its folder since. */
export const hasDraft = ({ revision, draftEndedAt }: Pick<Package, 'revision' | 'draftEndedAt'>): boolean =>
  revision > 0 && draftEndedAt === null

/** Returns a Prisma filter for the rows that hold at a revision. */
export const atRevision = ({ packageId, revision }: DraftRevision) => ({
  packageId,
  fromRevision: { lte: revision },
  OR: [{ untilRevision: null }, { untilRevision: { gt: revision } }],
})
