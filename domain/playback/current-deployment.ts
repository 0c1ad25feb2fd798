import { z } from 'zod'
import { type Database, Prisma } from '../database.ts'
import { rows } from '../rows.ts'

/** The schema of `DeployedRelease`. */
export const deployedReleaseRow = z.object({
  packageId: z.string(),
  releaseId: z.string(),
  number: z.number(),
  rootPage: z.string(),
  frameAncestors: z.array(z.string()),
})

/**
 * A release that an environment shows, or showed earlier without being unpublished. `frameAncestors` lists the sites
 * that may frame the environment's pages.
 */
export type DeployedRelease = z.infer<typeof deployedReleaseRow>

/** The content version of a release. */
export const versionOf = ({ packageId, number }: DeployedRelease): { packageId: string; number: number } => ({
  packageId,
  number,
})

const columnsSql = Prisma.sql`package.id::text AS "packageId", release.id::text AS "releaseId", release.number, release.root_page AS "rootPage",
  environment.frame_ancestors AS "frameAncestors"`

/**
 * The environments to search. 'any' is for callers who may read the package, and for viewers with a token for the
 * environment.
 */
export type Visibility = 'public' | 'any'

const isVisibleSql = (visibility: Visibility) =>
  visibility === 'any' ? Prisma.sql`true` : Prisma.sql`environment.access = 'PUBLIC'`

/** SQL: the current release of a package in an environment, as `DeployedRelease`. No row when none is visible. */
const currentReleaseSql = (visibility: Visibility, environment: string, slug: string) => Prisma.sql`
    SELECT ${columnsSql} FROM environment JOIN current_deployment ON current_deployment.environment_id = environment.id
      JOIN package ON package.id = current_deployment.package_id JOIN deployment ON deployment.id = current_deployment.deployment_id
      JOIN release ON release.id = deployment.release_id
    WHERE environment.slug = ${environment} AND environment.deleted_at IS NULL AND package.slug = ${slug} AND deployment.unpublished_at IS NULL
      AND release.removed_at IS NULL AND ${isVisibleSql(visibility)}`

/** SQL: a release by its number, in an environment that shows or showed it. No row after it was unpublished there. */
const releaseByNumberSql = (visibility: Visibility, environment: string, slug: string, number: number) => Prisma.sql`
    SELECT ${columnsSql} FROM package JOIN release ON release.package_id = package.id CROSS JOIN environment
    WHERE package.slug = ${slug} AND release.number = ${number} AND release.removed_at IS NULL
      AND environment.slug = ${environment} AND environment.deleted_at IS NULL AND ${isVisibleSql(visibility)} AND EXISTS (
        SELECT 1 FROM deployment
        WHERE deployment.release_id = release.id AND deployment.environment_id = environment.id AND deployment.unpublished_at IS NULL)`

/** SQL: the release of this number, as `DeployedRelease`. `number` null means the current release. */
export const deployedReleaseSql = (visibility: Visibility, environment: string, slug: string, number: number | null) =>
  number === null
    ? currentReleaseSql(visibility, environment, slug)
    : releaseByNumberSql(visibility, environment, slug, number)

/** Finds a release of a package in an environment. `number` null means the current release. */
export async function findDeployedRelease(
  database: Database,
  visibility: Visibility,
  environment: string,
  slug: string,
  number: number | null,
): Promise<DeployedRelease | null> {
  const sql = deployedReleaseSql(visibility, environment, slug, number)
  const [row] = await rows(database, deployedReleaseRow, sql)
  return row ?? null
}

const streamRow = z.object({ found: z.number() })

/**
 * Checks whether a release with this attempt is deployed, or was deployed and not unpublished. Without a viewer, only
 * public environments count; with one, only the environment and package (null means any) of the viewer's token. `slug`
 * limits the check to one package.
 */
export async function isStreamDeployed(
  database: Database,
  viewer: { environmentId: string; packageId: string | null } | null,
  contentHash: string,
  profile: string,
  attempt: number,
  slug: string | null,
): Promise<boolean> {
  const scopeSql = viewer
    ? Prisma.sql`environment.id = ${viewer.environmentId}::uuid AND release.package_id = coalesce(${viewer.packageId}::uuid, release.package_id)`
    : isVisibleSql('public')
  const sql = Prisma.sql`
    SELECT 1 AS found FROM encoding JOIN release_video AS video ON video.encoding_id = encoding.id AND video.attempt = ${attempt}
      JOIN release ON release.id = video.release_id AND release.removed_at IS NULL
      JOIN package ON package.id = release.package_id AND package.slug = coalesce(${slug}::text, package.slug)
      JOIN deployment ON deployment.release_id = release.id AND deployment.unpublished_at IS NULL
      JOIN environment ON environment.id = deployment.environment_id AND environment.deleted_at IS NULL AND ${scopeSql}
    WHERE encoding.content_hash = ${contentHash} AND encoding.profile = ${profile} LIMIT 1`
  return (await rows(database, streamRow, sql)).length > 0
}
