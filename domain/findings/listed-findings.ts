import { z } from 'zod'
import { type Database, type Finding, Prisma } from '../database.ts'
import type { DraftRevision } from '../files/content-version.ts'
import type { Keyset } from '../paging.ts'
import { rows } from '../rows.ts'
import { wholeRows } from '../whole-rows.ts'
import { findingCodes } from './finding-codes.ts'
import { isIgnoredSql, joinIgnoredSql } from './ignored-findings.ts'

type Severity = Finding['severity']

/**
 * Which findings of a revision to list. `path`: with a place in this file. `folder`: with a place in this folder. `codes`:
 * of one of these kinds. `blocking`: what blocks publishing in one of these environments, or everything else.
 */
export type FindingFilter = {
  severity?: Severity | null
  path?: string | null
  folder?: string | null
  cause?: string | null
  codes?: string[] | null
  isNew?: boolean | null
  isIgnored?: boolean | null
  blocking?: { isBlocking: boolean; environmentIds: string[] } | null
}

/** A finding with its rank by what it does to teachers; 1 is the worst. */
export type RankedFinding = Finding & { impact: number }

const severities: Severity[] = ['ERROR', 'WARNING', 'INFO']
const severityStep = 1_000

/** Returns the rank of a finding by what it does to teachers: by severity, then by kind. */
export const impactOf = ({ severity, code }: Pick<Finding, 'severity' | 'code'>): number =>
  severities.indexOf(severity) * severityStep + (rankByCode.get(code) ?? severityStep - 1)

const rankByCode = new Map<string, number>(findingCodes.map((code, index) => [code, index + 1]))

const impactSql = Prisma.sql`(
  array_position(${severities}::text[], finding.severity::text) - 1) * ${severityStep}::int
  + coalesce(array_position(${[...findingCodes]}::text[], finding.code), ${severityStep - 1}::int)`

/** The order by first place. */
export const byPath = [
  ['path', 'text'],
  ['id', 'uuid'],
] as const

/** The order by what findings do to teachers. Of the same rank, what is in more places comes first. */
export const byImpact = [
  ['impact', 'int'],
  ['placeCount', 'int', 'desc'],
  ['path', 'text'],
  ['id', 'uuid'],
] as const

/** Returns a page of the findings of a revision that match. */
export async function listedFindings(
  database: Database,
  draft: DraftRevision,
  filter: FindingFilter,
  order: typeof byPath | typeof byImpact,
  { position, backwards, take }: Keyset,
): Promise<RankedFinding[]> {
  const direction = Prisma.raw(backwards ? 'DESC' : 'ASC')
  const operator = Prisma.raw(backwards ? '<' : '>')
  const columns = [Prisma.sql`finding.path COLLATE "C"`, Prisma.sql`finding.id`]
  if (order === byImpact) columns.unshift(impactSql, Prisma.sql`-finding.place_count`)
  const values = position && positionValues(order, position)
  const afterSql = values
    ? Prisma.sql`AND (${Prisma.join(columns)}) ${operator} (${Prisma.join(values)})`
    : Prisma.empty
  const orderSql = Prisma.join(columns.map(column => Prisma.sql`${column} ${direction}`))
  const found = await wholeRows(
    database,
    'Finding',
    Prisma.sql`${joinIgnoredSql} WHERE ${matchesSql(draft, filter)} ${afterSql} ORDER BY ${orderSql} LIMIT ${take}`,
  )
  return found.map(finding => ({ ...finding, impact: impactOf(finding) }))
}

function positionValues(order: typeof byPath | typeof byImpact, position: NonNullable<Keyset['position']>) {
  const [path, id] = position.slice(-2)
  const last = [Prisma.sql`${path}::text`, Prisma.sql`${id}::uuid`]
  if (order === byPath) return last
  return [Prisma.sql`${position[0]}::int`, Prisma.sql`-${position[1]}::int`, ...last]
}

const countRow = z.object({ count: z.int() })

/** Counts the findings of a revision that match. */
export async function countFindings(database: Database, draft: DraftRevision, filter: FindingFilter): Promise<number> {
  const sql = Prisma.sql`SELECT count(*)::int AS count FROM finding ${joinIgnoredSql} WHERE ${matchesSql(draft, filter)}`
  const [found] = await rows(database, countRow, sql)
  return found!.count
}

/** SQL: the finding is one of the revision. */
export const ofRevisionSql = ({ packageId, revision }: DraftRevision): Prisma.Sql => Prisma.sql`
  finding.package_id = ${packageId}::uuid AND finding.from_revision <= ${revision}::int
  AND (finding.until_revision IS NULL OR finding.until_revision > ${revision}::int)`

/** SQL: the draft before did not have the cause. In the first draft, nothing is new. */
export const isNewSql: Prisma.Sql = Prisma.sql`(finding.from_revision > 1 AND finding.since_revision = finding.from_revision)`

/** The same of a row. */
export const isNew = ({ fromRevision, sinceRevision }: Pick<Finding, 'fromRevision' | 'sinceRevision'>): boolean =>
  fromRevision > 1 && sinceRevision === fromRevision

function matchesSql(draft: DraftRevision, filter: FindingFilter): Prisma.Sql {
  const { severity, path, folder, cause, codes, blocking } = filter
  const conditions = [
    ofRevisionSql(draft),
    ...(severity ? [Prisma.sql`finding.severity::text = ${severity}`] : []),
    ...(cause == null ? [] : [Prisma.sql`finding.cause = ${cause}`]),
    ...(codes == null ? [] : [Prisma.sql`finding.code = ANY(${codes}::text[])`]),
    ...(path == null ? [] : [hasPlaceSql(Prisma.sql`place.path = ${path}`)]),
    ...(folder == null ? [] : [hasPlaceSql(Prisma.sql`starts_with(place.path, ${`${folder}/`})`)]),
    ...(filter.isNew == null ? [] : [Prisma.sql`${isNewSql} = ${filter.isNew}::boolean`]),
    ...(filter.isIgnored == null ? [] : [Prisma.sql`${isIgnoredSql} = ${filter.isIgnored}::boolean`]),
    ...(blocking ? [Prisma.sql`${blocksSql(blocking.environmentIds)} = ${blocking.isBlocking}::boolean`] : []),
  ]
  return Prisma.join(conditions, ' AND ')
}

const hasPlaceSql = (conditionSql: Prisma.Sql) =>
  Prisma.sql`EXISTS (SELECT FROM finding_place AS place WHERE place.finding_id = finding.id AND ${conditionSql})`

/** SQL: the policy of one of these environments names it, and no publisher there ignored it. Matches `blockedBy`. */
const blocksSql = (environmentIds: string[]) => Prisma.sql`(finding.severity = 'ERROR' AND EXISTS (
  SELECT FROM environment WHERE environment.id = ANY(${environmentIds}::uuid[]) AND environment.deleted_at IS NULL
    AND finding.code = ANY(environment.blocking_findings)
    AND NOT environment.id = ANY(coalesce(ignored.environment_ids, '{}'))))`

const folderRow = z.object({ folder: z.string() })

/** The folders at the top of the package in which findings of a revision have places, by name, at most 200. */
export async function findingFolders(database: Database, draft: DraftRevision): Promise<string[]> {
  const found = await rows(
    database,
    folderRow,
    Prisma.sql`
    SELECT folder FROM (
      SELECT DISTINCT split_part(place.path, '/', 1) COLLATE "C" AS folder
      FROM finding JOIN finding_place AS place ON place.finding_id = finding.id
      WHERE ${ofRevisionSql(draft)} AND place.path LIKE '%/%'
    ) AS named ORDER BY folder LIMIT 200`,
  )
  return found.map(({ folder }) => folder)
}
