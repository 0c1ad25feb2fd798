import { z } from 'zod'
import { coversSql } from '../access/covers-sql.ts'
import type { Right } from '../access/permissions.ts'
import { containsSql } from '../contains.ts'
import { type Database, type Package, Prisma } from '../database.ts'
import type { Keyset, Order } from '../paging.ts'
import { rawQuery } from '../raw-query.ts'
import { rows } from '../rows.ts'
import { columnsSql } from '../whole-rows.ts'
import { type PackageState, packageStatesSql, stateRank } from './package-states.ts'
import type { PackageStatus } from './package-status.ts'

/**
 * Which packages to list. `states`: in one of these states. `running`: whether something of it runs now. `environmentId`:
 * that this environment shows. `archived`: true only archived ones, false only others. `visible`: the ids of those that the
 * caller may see. `rights`: those by which the caller reads what environments show.
 */
export type PackageFilter = {
  search?: string | null
  status?: PackageStatus | null
  states?: readonly PackageState[] | null
  running?: boolean | null
  environmentId?: string | null
  archived?: boolean | null
  visible: 'all' | string[]
  rights: readonly Right[]
}

/** The order of a list: by title, the last change first, or the worst state first. */
export type PackageSort = 'NAME' | 'LAST_CHANGE' | 'STATE'

/** The columns of each order. All columns of one have the same direction. */
export const packageOrders = {
  NAME: [
    ['title', 'text'],
    ['id', 'uuid'],
  ],
  LAST_CHANGE: [
    ['lastChangedAt', 'timestamp', 'desc'],
    ['id', 'uuid', 'desc'],
  ],
  STATE: [
    ['stateRank', 'int'],
    ['title', 'text'],
    ['id', 'uuid'],
  ],
} as const satisfies Record<PackageSort, Order>

/** SQL: the columns of each order, and their types. */
const orderColumnsSql = {
  NAME: [Prisma.sql`package.title`, Prisma.sql`package.id`],
  LAST_CHANGE: [Prisma.sql`package.last_changed_at`, Prisma.sql`package.id`],
  STATE: [Prisma.sql`state.rank`, Prisma.sql`package.title`, Prisma.sql`package.id`],
}
const sqlTypes = {
  text: Prisma.sql`text`,
  uuid: Prisma.sql`uuid`,
  timestamp: Prisma.sql`timestamptz`,
  int: Prisma.sql`int`,
}

/** A package of the list. `stateRank`: the rank of its state, where the list is sorted by it. */
type ListedPackage = Package & { stateRank?: number }

/** Returns a page of the packages that match. */
export async function listedPackages(
  database: Database,
  filter: PackageFilter,
  sort: PackageSort,
  { position, backwards, take }: Keyset,
): Promise<ListedPackage[]> {
  const order: Order = packageOrders[sort]
  const columns = orderColumnsSql[sort]
  const isDescending = (order[0]![2] === 'desc') !== backwards
  const direction = Prisma.raw(isDescending ? 'DESC' : 'ASC')
  const operator = Prisma.raw(isDescending ? '<' : '>')
  const values = position?.map(
    (value, index) => Prisma.sql`${value}::${sqlTypes[order[index]![1] as keyof typeof sqlTypes]}`,
  )
  const afterSql = values
    ? Prisma.sql`AND (${Prisma.join(columns)}) ${operator} (${Prisma.join(values)})`
    : Prisma.empty
  const rankSql = sort === 'STATE' ? Prisma.sql`, state.rank AS "stateRank"` : Prisma.empty
  return rawQuery<ListedPackage>(
    database,
    Prisma.sql`
    SELECT ${columnsSql('Package')} ${rankSql} ${fromSql(filter, sort === 'STATE')} ${afterSql}
    ORDER BY ${Prisma.join(columns.map(column => Prisma.sql`${column} ${direction}`))} LIMIT ${take}`,
  )
}

const countRow = z.object({ count: z.int() })

/** Counts the packages that match. */
export async function countPackages(database: Database, filter: PackageFilter): Promise<number> {
  const sql = Prisma.sql`SELECT count(*)::int AS count ${fromSql(filter, false)}`
  const [found] = await rows(database, countRow, sql)
  return found!.count
}

/** Whether a state depends on the files that environments show. */
const isComparison = (state: PackageState) => state === 'UP_TO_DATE' || state === 'CHANGES_NOT_PUBLISHED'

/** SQL: `FROM … WHERE` for the packages that match. Joins their states, and compares files, only if that is needed. */
function fromSql(filter: PackageFilter, needsState: boolean): Prisma.Sql {
  const { states, running, rights } = filter
  const comparesFiles = states == null ? needsState : states.some(isComparison)
  const joinSql =
    needsState || states != null || running != null
      ? Prisma.sql`JOIN (${packageStatesSql(rights, null, comparesFiles)}) AS state ON state.package_id = package.id`
      : Prisma.empty
  return Prisma.sql`FROM package ${joinSql} WHERE ${matchesSql(filter)}`
}

function matchesSql({ search, status, states, running, environmentId, archived, visible, rights }: PackageFilter) {
  const conditions = [
    visible !== 'all' && Prisma.sql`package.id = ANY(${visible}::uuid[])`,
    Boolean(search) &&
      containsSql(search!, Prisma.sql`package.title`, Prisma.sql`package.slug`, Prisma.sql`package.dropbox_path`),
    status != null && hasStatusSql(status, rights),
    states != null && Prisma.sql`state.rank = ANY(${states.map(stateRank)}::int[])`,
    running != null && Prisma.sql`state.is_running = ${running}`,
    environmentId != null && isShownInSql(environmentId, rights),
    archived != null && Prisma.sql`(package.archived_at IS NOT NULL) = ${archived}`,
  ].filter(condition => condition !== false)
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}

/** Whether an environment shows a package to the caller. */
const isShownInSql = (environmentId: string, rights: readonly Right[]) => Prisma.sql`package.id IN (
  SELECT shown.package_id FROM current_deployment AS shown
  WHERE shown.environment_id = ${environmentId}::uuid
    AND ${coversSql(rights, Prisma.sql`shown.package_id`, Prisma.sql`shown.environment_id`)})`

/** Whether a package has this status. Matches `packageStatus`. */
function hasStatusSql(status: PackageStatus, rights: readonly Right[]): Prisma.Sql {
  const shownSql = Prisma.sql`EXISTS (
    SELECT FROM current_deployment AS shown
    WHERE shown.package_id = package.id AND ${coversSql(rights, Prisma.sql`shown.package_id`, Prisma.sql`shown.environment_id`)})`
  const hasDraftSql = Prisma.sql`(package.revision > 0 AND package.draft_ended_at IS NULL)`
  const statusSql = {
    ARCHIVED: Prisma.sql`package.archived_at IS NOT NULL`,
    PUBLISHED: Prisma.sql`package.archived_at IS NULL AND ${shownSql}`,
    DRAFT: Prisma.sql`package.archived_at IS NULL AND NOT ${shownSql} AND ${hasDraftSql}`,
    EMPTY: Prisma.sql`package.archived_at IS NULL AND NOT ${shownSql} AND NOT ${hasDraftSql}`,
  }
  return statusSql[status]
}
