import { z } from 'zod'
import { coversSql } from '../access/covers-sql.ts'
import type { Right } from '../access/permissions.ts'
import { type Database, Prisma } from '../database.ts'
import { preparedRows } from '../rows.ts'

/** The states of a package, worst first. A package has the first one that applies; an archived one is always ARCHIVED. */
export const packageStates = [
  'NEEDS_DECISION',
  'SYNC_FAILED',
  'DROPBOX_DISCONNECTED',
  'PUBLISHING_BLOCKED',
  'WAITING_FOR_BUDGET',
  'VIDEOS_FAILED',
  'RUNNING',
  'CHANGES_NOT_PUBLISHED',
  'UP_TO_DATE',
  'NOT_SYNCHRONIZED',
  'ARCHIVED',
] as const
export type PackageState = (typeof packageStates)[number]

/** The place of a state in the list, which sorts and filters: an integer in SQL. */
export const stateRank = (state: PackageState): number => packageStates.indexOf(state)

/** SQL: the rank of a state, as a literal. */
const rankSql = (state: PackageState) => Prisma.raw(String(stateRank(state)))

/**
 * SQL: a table of the states of packages with the columns `package_id`, `rank` (see `stateRank`), and `is_running`: whether
 * it is synchronized, encoded, or published now, whatever else its state is. `rights`: those by which the caller reads what
 * environments show. `packageIds`: only these packages; null means all. Every part reads all packages at once, so that
 * 10,000 of them take one pass. `comparesFiles`: false leaves out what is published, so that UP_TO_DATE packages have the rank
 * of CHANGES_NOT_PUBLISHED, in half of the time.
 */
export function packageStatesSql(
  rights: readonly Right[],
  packageIds: string[] | null,
  comparesFiles: boolean,
): Prisma.Sql {
  const isListedSql = (idSql: Prisma.Sql) =>
    packageIds === null ? Prisma.sql`true` : Prisma.sql`${idSql} = ANY(${packageIds}::uuid[])`
  return Prisma.sql`
    SELECT package.id AS package_id,
      coalesce(run.status = 'RUNNING', false) OR coalesce(transcode.status <> 'WAITING_FOR_BUDGET', false)
        OR publishing.package_id IS NOT NULL AS is_running,
      CASE
        WHEN package.archived_at IS NOT NULL THEN ${rankSql('ARCHIVED')}
        WHEN run.status IN ('WAITING_FOR_CONFIRMATION', 'WAITING_FOR_FOLDER') THEN ${rankSql('NEEDS_DECISION')}
        WHEN failed_run.package_id IS NOT NULL THEN ${rankSql('SYNC_FAILED')}
        WHEN run.status = 'WAITING_FOR_DROPBOX' THEN ${rankSql('DROPBOX_DISCONNECTED')}
        WHEN unpublished.package_id IS NOT NULL THEN ${rankSql('PUBLISHING_BLOCKED')}
        WHEN transcode.status = 'WAITING_FOR_BUDGET' OR publishing.is_paused THEN ${rankSql('WAITING_FOR_BUDGET')}
        WHEN failed_transcode.package_id IS NOT NULL THEN ${rankSql('VIDEOS_FAILED')}
        WHEN run.id IS NOT NULL OR transcode.id IS NOT NULL OR publishing.package_id IS NOT NULL THEN ${rankSql('RUNNING')}
        WHEN package.revision = 0 OR package.draft_ended_at IS NOT NULL THEN ${rankSql('NOT_SYNCHRONIZED')}
        WHEN ${comparesFiles ? isUpToDateSql : Prisma.sql`false`} THEN ${rankSql('UP_TO_DATE')}
        ELSE ${rankSql('CHANGES_NOT_PUBLISHED')}
      END AS rank
    FROM package
      LEFT JOIN sync_run AS run ON run.package_id = package.id AND run.finished_at IS NULL
      LEFT JOIN transcode ON transcode.package_id = package.id AND transcode.finished_at IS NULL
      LEFT JOIN (${failedRunsSql(isListedSql)}) AS failed_run ON failed_run.package_id = package.id
      LEFT JOIN (${failedTranscodesSql(isListedSql)}) AS failed_transcode ON failed_transcode.package_id = package.id
      LEFT JOIN (${unpublishedSql(rights, isListedSql)}) AS unpublished ON unpublished.package_id = package.id
      LEFT JOIN (${publishingSql(rights, isListedSql)}) AS publishing ON publishing.package_id = package.id
      ${comparesFiles ? comparisonSql(rights, isListedSql) : Prisma.empty}
    WHERE ${isListedSql(Prisma.sql`package.id`)}`
}

type IsListed = (idSql: Prisma.Sql) => Prisma.Sql

/**
 * SQL: the packages whose newest sync run failed. Looks only at packages with a run that ever failed, and finds their newest
 * run by the index: a join with the later runs would read the whole history.
 */
const failedRunsSql = (isListedSql: IsListed) => Prisma.sql`
  SELECT failed.package_id
  FROM (SELECT DISTINCT package_id FROM sync_run WHERE status = 'FAILED' AND ${isListedSql(Prisma.sql`package_id`)}) AS failed
    CROSS JOIN LATERAL (
      SELECT status FROM sync_run WHERE sync_run.package_id = failed.package_id ORDER BY started_at DESC, id DESC LIMIT 1) AS newest
  WHERE newest.status = 'FAILED'`

/**
 * SQL: the packages whose newest transcode failed, while the video that failed is still in the draft. A transcode that a
 * service refused has an error of its own. With a scalar subselect, because Postgres would read all files for EXISTS.
 */
const failedTranscodesSql = (isListedSql: IsListed) => Prisma.sql`
  SELECT failed.package_id
  FROM (SELECT DISTINCT package_id FROM transcode WHERE status = 'FAILED' AND ${isListedSql(Prisma.sql`package_id`)}) AS failed
    CROSS JOIN LATERAL (
      SELECT status, error FROM transcode WHERE transcode.package_id = failed.package_id ORDER BY started_at DESC, id DESC LIMIT 1) AS newest
  WHERE newest.status = 'FAILED' AND (newest.error IS NOT NULL OR (
    SELECT true FROM draft_file AS file
    WHERE file.package_id = failed.package_id AND file.until_revision IS NULL AND file.video_id IS NOT NULL AND file.alternate_of IS NULL
      AND ((SELECT probe.problem IS NOT NULL FROM probe WHERE probe.content_hash = file.content_hash)
        OR (SELECT bool_and(encoding.status IN ('FAILED', 'CANCELED')) FROM encoding WHERE encoding.content_hash = file.content_hash AND encoding.removed_at IS NULL))
    LIMIT 1))`

/**
 * SQL: the packages of which an environment did not get the current draft: the publication was blocked or failed, and the
 * environment has shown nothing new since. Not those that were blocked because nothing had changed.
 */
const unpublishedSql = (rights: readonly Right[], isListedSql: IsListed) => Prisma.sql`
  SELECT DISTINCT publication.package_id
  FROM publication
    JOIN package ON package.id = publication.package_id AND package.revision = publication.revision
    JOIN environment ON environment.id = publication.environment_id AND environment.deleted_at IS NULL
  WHERE publication.status IN ('BLOCKED', 'FAILED') AND ${isListedSql(Prisma.sql`publication.package_id`)}
    AND NOT publication.blockers @> '[{"code": "NOTHING_CHANGED"}]'
    AND ${coversSql(rights, Prisma.sql`publication.package_id`, Prisma.sql`publication.environment_id`)}
    AND NOT EXISTS (
      SELECT FROM publication AS later
      WHERE later.package_id = publication.package_id AND later.environment_id = publication.environment_id
        AND (later.started_at, later.id) > (publication.started_at, publication.id))
    AND NOT EXISTS (
      SELECT FROM deployment AS later
      WHERE later.package_id = publication.package_id AND later.environment_id = publication.environment_id
        AND later.deployed_at > publication.finished_at)`

/** SQL: the packages that are being published, and whether a video that they wait for is paused for the budget. */
const publishingSql = (rights: readonly Right[], isListedSql: IsListed) => Prisma.sql`
  SELECT publication.package_id, bool_or(EXISTS (
    SELECT FROM encoding_request AS request JOIN attempt ON attempt.encoding_id = request.encoding_id
    WHERE request.publication_id = publication.id AND request.dropped_at IS NULL
      AND attempt.finished_at IS NULL AND attempt.paused_at IS NOT NULL)) AS is_paused
  FROM publication
  WHERE publication.finished_at IS NULL AND ${isListedSql(Prisma.sql`publication.package_id`)}
    AND ${coversSql(rights, Prisma.sql`publication.package_id`, Prisma.sql`publication.environment_id`)}
  GROUP BY publication.package_id`

const comparisonSql = (rights: readonly Right[], isListedSql: IsListed) => Prisma.sql`
  LEFT JOIN draft ON draft.package_id = package.id AND draft.revision = package.revision
  LEFT JOIN (${shownSql(rights, isListedSql)}) AS shown ON shown.package_id = package.id`

/** SQL: the packages that environments show, with the least and the greatest revision and hash of what they show. */
const shownSql = (rights: readonly Right[], isListedSql: IsListed) => Prisma.sql`
  SELECT current.package_id, min(release.revision) AS first_revision, max(release.revision) AS last_revision,
    min(release.files_hash) AS first_hash, max(release.files_hash) AS last_hash
  FROM current_deployment AS current
    JOIN deployment ON deployment.id = current.deployment_id
    JOIN release ON release.id = deployment.release_id
  WHERE ${isListedSql(Prisma.sql`current.package_id`)}
    AND ${coversSql(rights, Prisma.sql`current.package_id`, Prisma.sql`current.environment_id`)}
  GROUP BY current.package_id`

/** SQL: whether everything that environments show has the files of the draft. Not, if none shows the package. */
const isUpToDateSql = Prisma.sql`coalesce(
  (shown.first_revision = package.revision AND shown.last_revision = package.revision)
    OR (shown.first_hash = draft.files_hash AND shown.last_hash = draft.files_hash), false)`

const stateRow = z.object({ packageId: z.string(), rank: z.number() })

/** Returns the state of each package, as a caller with these rights sees it. */
export async function statesOfPackages(
  database: Database,
  rights: readonly Right[],
  packageIds: string[],
): Promise<PackageState[]> {
  const sql = Prisma.sql`
    SELECT package_id AS "packageId", rank FROM (${packageStatesSql(rights, packageIds, true)}) AS state`
  const found = await preparedRows(database, stateRow, sql)
  const ranks = new Map(found.map(({ packageId, rank }) => [packageId, rank]))
  return packageIds.map(id => packageStates[ranks.get(id)!]!)
}
