import { type Database, Prisma } from '../database.ts'

/** A release that an environment shows, or has shown and not unpublished. `frameAncestors`: whose frames that environment's pages may stand in. */
export type DeployedRelease = {
  packageId: string
  releaseId: string
  number: number
  rootPage: string | null
  frameAncestors: string[]
}

const columnsSql = Prisma.sql`package.id::text AS "packageId", release.id::text AS "releaseId", release.number, package.root_page AS "rootPage",
  environment.frame_ancestors AS "frameAncestors"`

/** Only environments that are open to everybody, or all: for whoever has the right to see the package, or a token for the environment. */
export type Visibility = 'public' | 'any'

const isVisibleSql = (visibility: Visibility) =>
  visibility === 'any' ? Prisma.sql`true` : Prisma.sql`environment.access = 'PUBLIC'`

/** SQL: what an environment shows of a package now, as `Shown`; no row: nothing, or nothing that is open. */
const currentReleaseSql = (visibility: Visibility, environment: string, slug: string) => Prisma.sql`
    SELECT ${columnsSql} FROM environment JOIN current_deployment ON current_deployment.environment_id = environment.id
      JOIN package ON package.id = current_deployment.package_id JOIN deployment ON deployment.id = current_deployment.deployment_id
      JOIN release ON release.id = deployment.release_id
    WHERE environment.slug = ${environment} AND environment.deleted_at IS NULL AND package.slug = ${slug} AND deployment.unpublished_at IS NULL
      AND release.removed_at IS NULL AND ${isVisibleSql(visibility)}`

/** SQL: a number in an environment that shows it or has shown it; no row once it was unpublished there. */
const releaseByNumberSql = (visibility: Visibility, environment: string, slug: string, number: number) => Prisma.sql`
    SELECT ${columnsSql} FROM package JOIN release ON release.package_id = package.id CROSS JOIN environment
    WHERE package.slug = ${slug} AND release.number = ${number} AND release.removed_at IS NULL
      AND environment.slug = ${environment} AND environment.deleted_at IS NULL AND ${isVisibleSql(visibility)} AND EXISTS (
        SELECT 1 FROM deployment
        WHERE deployment.release_id = release.id AND deployment.environment_id = environment.id AND deployment.unpublished_at IS NULL)`

/** SQL: the one or the other; `number` null: what is shown now. */
export const deployedReleaseSql = (visibility: Visibility, environment: string, slug: string, number: number | null) =>
  number === null
    ? currentReleaseSql(visibility, environment, slug)
    : releaseByNumberSql(visibility, environment, slug, number)

/** What an environment shows of a package (`number` null: now), or null. */
export async function findDeployedRelease(
  database: Database,
  visibility: Visibility,
  environment: string,
  slug: string,
  number: number | null,
): Promise<DeployedRelease | null> {
  const rows = await database.$queryRaw<DeployedRelease[]>(deployedReleaseSql(visibility, environment, slug, number))
  return rows[0] ?? null
}

/**
 * Does an environment that is open to everybody show, or has shown and not unpublished, a release that refers to this attempt? Where it is asked
 * for a viewer: the environment and the package (null: any) that the viewer's token is for. `slug`: only a release of this package counts.
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
  const rows = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM encoding JOIN release_video AS video ON video.encoding_id = encoding.id AND video.attempt = ${attempt}
      JOIN release ON release.id = video.release_id AND release.removed_at IS NULL
      JOIN package ON package.id = release.package_id AND package.slug = coalesce(${slug}::text, package.slug)
      JOIN deployment ON deployment.release_id = release.id AND deployment.unpublished_at IS NULL
      JOIN environment ON environment.id = deployment.environment_id AND environment.deleted_at IS NULL AND ${scopeSql}
    WHERE encoding.content_hash = ${contentHash} AND encoding.profile = ${profile} LIMIT 1`
  return rows.length > 0
}
