import { z } from 'zod'
import { coversSql } from '../access/covers-sql.ts'
import type { Right } from '../access/permissions.ts'
import { containsSql } from '../contains.ts'
import { type Database, type Package, Prisma } from '../database.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { wholeRows } from '../whole-rows.ts'
import type { PackageStatus } from './package-status.ts'

/**
 * Which packages to list. `visible`: the ids of those that the caller may see. `rights`: those by which the caller reads
 * what environments show.
 */
export type PackageFilter = {
  search?: string | null
  status?: PackageStatus | null
  visible: 'all' | string[]
  rights: readonly Right[]
}

/** The order of the list: by title. */
export const byTitle = [
  ['title', 'text'],
  ['id', 'uuid'],
] as const

/** Returns a page of the packages that match. */
export async function listedPackages(
  database: Database,
  filter: PackageFilter,
  { position, backwards, take }: Keyset,
): Promise<Package[]> {
  const direction = Prisma.raw(backwards ? 'DESC' : 'ASC')
  const operator = Prisma.raw(backwards ? '<' : '>')
  const [title, id] = position ?? []
  const afterSql = position ? Prisma.sql`AND (title, id) ${operator} (${title}, ${id}::uuid)` : Prisma.empty
  const sql = Prisma.sql`
    WHERE ${matchesSql(filter)} ${afterSql} ORDER BY title ${direction}, id ${direction} LIMIT ${take}`
  return wholeRows(database, 'Package', sql)
}

const countRow = z.object({ count: z.int() })

/** Counts the packages that match. */
export async function countPackages(database: Database, filter: PackageFilter): Promise<number> {
  const sql = Prisma.sql`SELECT count(*)::int AS count FROM package WHERE ${matchesSql(filter)}`
  const [found] = await rows(database, countRow, sql)
  return found!.count
}

function matchesSql({ search, status, visible, rights }: PackageFilter): Prisma.Sql {
  const conditions = [
    ...(visible === 'all' ? [] : [Prisma.sql`id = ANY(${visible}::uuid[])`]),
    ...(search ? [containsSql(search, Prisma.sql`title`, Prisma.sql`slug`, Prisma.sql`dropbox_path`)] : []),
    ...(status ? [hasStatusSql(status, rights)] : []),
  ]
  return conditions.length === 0 ? Prisma.sql`true` : Prisma.join(conditions, ' AND ')
}

/** Whether a package has this status. Matches `packageStatus`. */
function hasStatusSql(status: PackageStatus, rights: readonly Right[]): Prisma.Sql {
  const shownSql = Prisma.sql`EXISTS (
    SELECT FROM current_deployment AS shown
    WHERE shown.package_id = package.id AND ${coversSql(rights, Prisma.sql`shown.package_id`, Prisma.sql`shown.environment_id`)})`
  const hasDraftSql = Prisma.sql`(revision > 0 AND draft_ended_at IS NULL)`
  const statusSql = {
    ARCHIVED: Prisma.sql`archived_at IS NOT NULL`,
    PUBLISHED: Prisma.sql`archived_at IS NULL AND ${shownSql}`,
    DRAFT: Prisma.sql`archived_at IS NULL AND NOT ${shownSql} AND ${hasDraftSql}`,
    EMPTY: Prisma.sql`archived_at IS NULL AND NOT ${shownSql} AND NOT ${hasDraftSql}`,
  }
  return statusSql[status]
}
