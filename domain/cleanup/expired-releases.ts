import { z } from 'zod'
import { type Database, Prisma, type Tx } from '../database.ts'
import { rows } from '../rows.ts'

const expiredReleaseRow = z.object({ id: z.string(), number: z.number(), bytes: z.number() })

/** A release that can be removed. `bytes` is the size of all its objects. */
export type ExpiredRelease = z.infer<typeof expiredReleaseRow>

const columnsSql = Prisma.sql`id::text, number, (SELECT coalesce(sum(stored_bytes), 0)::float8 FROM release_file AS file
  WHERE file.package_id = release.package_id AND file.number = release.number) AS bytes`

/**
 * The releases of a package that have been unreferenced since before `before`. A release is referenced until its last
 * deployment ended; one that was never deployed, until it was created. An open schedule, an open verification run, or
 * an environment can keep a release.
 *
 * An environment keeps the release that it shows. Without a retention rule, it also keeps every release that it showed
 * and that was not unpublished. With a rule, it keeps its last `keep_releases` different releases, and every release
 * that it showed within the last `keep_days` days. Leaves out releases that are already marked as removed.
 */
export function expiredReleases(database: Database | Tx, packageId: string, before: Date): Promise<ExpiredRelease[]> {
  return rows(
    database,
    expiredReleaseRow,
    Prisma.sql`
    WITH period AS (
      SELECT deployment.id, release_id, environment_id, deployed_at, unpublished_at IS NULL AS published,
        coalesce(least(unpublished_at, deleted_at, lead(deployed_at) OVER (PARTITION BY environment_id ORDER BY deployed_at, deployment.id)),
          'infinity') AS ended
      FROM deployment JOIN environment ON environment.id = environment_id WHERE package_id = ${packageId}::uuid
    ), shown AS (
      SELECT release_id, environment_id, bool_or(published) AS published, max(ended) AS ended,
        row_number() OVER (PARTITION BY environment_id ORDER BY max(deployed_at) DESC, max(id::text) DESC) AS rank
      FROM period GROUP BY release_id, environment_id
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
          OR (keep_releases IS NULL AND keep_days IS NULL AND shown.published)
          OR shown.rank <= keep_releases OR shown.ended > now() - make_interval(days => keep_days)))
      AND coalesce((SELECT max(ended) FROM shown WHERE shown.release_id = release.id), created_at) < ${before}
    ORDER BY number`,
  )
}

/** The releases of a package that are marked as removed and still have rows of files or videos. */
export function partlyRemovedReleases(database: Database, packageId: string): Promise<ExpiredRelease[]> {
  return rows(
    database,
    expiredReleaseRow,
    Prisma.sql`
    SELECT ${columnsSql}
    FROM release
    WHERE package_id = ${packageId}::uuid AND removed_at IS NOT NULL AND (
      EXISTS (SELECT 1 FROM release_file AS file WHERE file.package_id = release.package_id AND file.number = release.number)
      OR EXISTS (SELECT 1 FROM release_video WHERE release_id = release.id))
    ORDER BY number`,
  )
}
