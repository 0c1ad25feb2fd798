import { type Database, Prisma, type Tx } from '../database.ts'

/** A release that may go. `bytes`: of all its objects. */
export type ExpiredRelease = { id: string; number: number; bytes: number }

const columnsSql = Prisma.sql`id::text, number, (SELECT coalesce(sum(stored_bytes), 0)::float8 FROM release_file AS file
  WHERE file.package_id = release.package_id AND file.number = release.number) AS bytes`

/**
 * The releases of a package that no environment keeps, no open schedule names, nobody verifies, and that were last referred to before that moment: at the end of
 * their last showing, else when they were made. An environment keeps what it shows; without a rule also what it has shown and not unpublished,
 * with one the last so many different releases, and what it showed at some time in the last so many days. Those marked already are left out.
 */
export function expiredReleases(database: Database | Tx, packageId: string, before: Date): Promise<ExpiredRelease[]> {
  return database.$queryRaw<ExpiredRelease[]>`
    WITH turn AS (
      SELECT deployment.id, release_id, environment_id, deployed_at, unpublished_at IS NULL AS stands,
        coalesce(least(unpublished_at, deleted_at, lead(deployed_at) OVER (PARTITION BY environment_id ORDER BY deployed_at, deployment.id)),
          'infinity') AS ended
      FROM deployment JOIN environment ON environment.id = environment_id WHERE package_id = ${packageId}::uuid
    ), shown AS (
      SELECT release_id, environment_id, bool_or(stands) AS stands, max(ended) AS ended,
        row_number() OVER (PARTITION BY environment_id ORDER BY max(deployed_at) DESC, max(id::text) DESC) AS place
      FROM turn GROUP BY release_id, environment_id
    )
    SELECT ${columnsSql}
    FROM release
    WHERE package_id = ${packageId}::uuid AND removed_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM current_deployment JOIN deployment ON deployment.id = current_deployment.deployment_id WHERE deployment.release_id = release.id)
      AND NOT EXISTS (SELECT 1 FROM scheduled_release AS named JOIN scheduled_deployment AS schedule ON schedule.id = named.scheduled_deployment_id
        WHERE named.release_id = release.id AND schedule.finished_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM verification_run AS open
        WHERE open.package_id = release.package_id AND open.number = release.number AND open.finished_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM shown JOIN environment ON environment.id = shown.environment_id
        WHERE shown.release_id = release.id AND environment.deleted_at IS NULL AND (shown.ended = 'infinity'
          OR (keep_releases IS NULL AND keep_days IS NULL AND shown.stands)
          OR shown.place <= keep_releases OR shown.ended > now() - make_interval(days => keep_days)))
      AND coalesce((SELECT max(ended) FROM shown WHERE shown.release_id = release.id), created_at) < ${before}
    ORDER BY number`
}

/** The releases of a package that are marked as removed and of which files or videos are still known. */
export function partlyRemovedReleases(database: Database, packageId: string): Promise<ExpiredRelease[]> {
  return database.$queryRaw<ExpiredRelease[]>`
    SELECT ${columnsSql}
    FROM release
    WHERE package_id = ${packageId}::uuid AND removed_at IS NOT NULL AND (
      EXISTS (SELECT 1 FROM release_file AS file WHERE file.package_id = release.package_id AND file.number = release.number)
      OR EXISTS (SELECT 1 FROM release_video WHERE release_id = release.id))
    ORDER BY number`
}
