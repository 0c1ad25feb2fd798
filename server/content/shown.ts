import { type Database, Prisma } from '@lectern/schema/database'

/** A release that an environment shows, or has shown and not withdrawn. */
export type Shown = { packageId: string; releaseId: string; number: number; rootPage: string | null }

const columns = Prisma.sql`package.id::text AS "packageId", release.id::text AS "releaseId", release.number, package.root_page AS "rootPage"`

/** Only environments that are open to everybody, or, for whoever has the right to see the package, all. */
export type Reach = 'public' | 'any'

const open = (reach: Reach) => (reach === 'any' ? Prisma.sql`true` : Prisma.sql`environment.access = 'PUBLIC'`)

/** What an environment shows of a package now; null: nothing, or nothing that is open. */
export async function shownNow(
  database: Database,
  reach: Reach,
  environment: string,
  slug: string,
): Promise<Shown | null> {
  const rows = await database.$queryRaw<Shown[]>`
    SELECT ${columns} FROM environment JOIN showing ON showing.environment_id = environment.id
      JOIN package ON package.id = showing.package_id JOIN deployment ON deployment.id = showing.deployment_id
      JOIN release ON release.id = deployment.release_id
    WHERE environment.slug = ${environment} AND environment.deleted_at IS NULL AND package.slug = ${slug} AND deployment.withdrawn_at IS NULL
      AND release.removed_at IS NULL AND ${open(reach)}`
  return rows[0] ?? null
}

/** A number in an environment that shows it or has shown it; null once it was withdrawn there. */
export async function shownNumber(
  database: Database,
  reach: Reach,
  environment: string,
  slug: string,
  number: number,
): Promise<Shown | null> {
  const rows = await database.$queryRaw<Shown[]>`
    SELECT ${columns} FROM package JOIN release ON release.package_id = package.id
    WHERE package.slug = ${slug} AND release.number = ${number} AND release.removed_at IS NULL AND EXISTS (
      SELECT 1 FROM deployment JOIN environment ON environment.id = deployment.environment_id
      WHERE deployment.release_id = release.id AND deployment.withdrawn_at IS NULL AND environment.slug = ${environment} AND environment.deleted_at IS NULL
        AND ${open(reach)})`
  return rows[0] ?? null
}

/** Does a public environment show, or has shown and not withdrawn, a release that refers to this attempt? */
export async function streamIsPublic(
  database: Database,
  contentHash: string,
  profile: string,
  attempt: number,
): Promise<boolean> {
  const rows = await database.$queryRaw<unknown[]>`
    SELECT 1 FROM encoding JOIN release_video AS video ON video.encoding_id = encoding.id AND video.attempt = ${attempt}
      JOIN release ON release.id = video.release_id AND release.removed_at IS NULL
      JOIN deployment ON deployment.release_id = release.id AND deployment.withdrawn_at IS NULL
      JOIN environment ON environment.id = deployment.environment_id AND environment.access = 'PUBLIC'
    WHERE encoding.content_hash = ${contentHash} AND encoding.profile = ${profile} LIMIT 1`
  return rows.length > 0
}
