import { z } from 'zod'
import { type Database, type Finding, Prisma } from '../database.ts'
import type { DraftRevision } from '../files/content-version.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { wholeRows } from '../whole-rows.ts'

/** The findings that the draft before this revision had, and that this one no longer has, by path. At most `take`. */
export const fixedFindings = (
  database: Database,
  { packageId, revision }: DraftRevision,
  { position, backwards, take }: Keyset,
): Promise<Finding[]> => {
  const direction = Prisma.raw(backwards ? 'DESC' : 'ASC')
  const operator = Prisma.raw(backwards ? '<' : '>')
  const [path, id] = position ?? []
  const afterSql = position
    ? Prisma.sql`AND (finding.path COLLATE "C", finding.id) ${operator} (${path}::text, ${id}::uuid)`
    : Prisma.empty
  return wholeRows(
    database,
    'Finding',
    Prisma.sql`WHERE ${isFixedSql(packageId, revision)} ${afterSql}
      ORDER BY finding.path COLLATE "C" ${direction}, finding.id ${direction} LIMIT ${take}`,
  )
}

const countRow = z.object({ count: z.int() })

/** Counts the findings that the draft before this revision had, and that this one no longer has. */
export async function countFixedFindings(database: Database, { packageId, revision }: DraftRevision): Promise<number> {
  const sql = Prisma.sql`SELECT count(*)::int AS count FROM finding WHERE ${isFixedSql(packageId, revision)}`
  const [found] = await rows(database, countRow, sql)
  return found!.count
}

const isFixedSql = (packageId: string, revision: number) => Prisma.sql`
  finding.package_id = ${packageId}::uuid AND finding.until_revision = ${revision}::int
  AND NOT EXISTS (SELECT FROM finding AS later WHERE later.package_id = finding.package_id
    AND later.cause = finding.cause AND later.from_revision = ${revision}::int)`
