import { csvCellSql, csvHeaderOf } from '../csv.ts'
import { Prisma } from '../database.ts'

/**
 * How an export writes an event: as CSV, as JSON for people, or as JSON with the text that the hash covers (`chained`).
 * `withTrace`: with the address, the request, and the hash of CSV, for callers who may read the whole log.
 */
export type LineFormat = { kind: 'csv'; withTrace: boolean } | { kind: 'json' } | { kind: 'chained' }

/** `columnsSql`: what is selected of `audit_event`. `lineSql`: the line of such a row. */
type Line = { columnsSql: Prisma.Sql; lineSql: Prisma.Sql }

/** Postgres writes the lines: objects for each event of a large export would let the memory of a process grow. */
export function lineOf(format: LineFormat): Line {
  if (format.kind === 'chained') return chainedLine
  if (format.kind === 'json') return { columnsSql, lineSql: jsonLineSql }
  return { columnsSql, lineSql: csvLineSql(format.withTrace) }
}

/** JSON without spaces. Keys and numbers are as Postgres stores them. */
const compactSql = (column: Prisma.Sql) =>
  Prisma.sql`regexp_replace(nullif(${column}, 'null')::text, '("(?:[^"\\\\]|\\\\.)*"[:,]?|[:,]) ?', '\\1', 'g')`

/** The texts of an event for people: with the slugs of its package and environment, and a global id (base64url). */
const columnsSql = Prisma.sql`
  sequence, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at, action,
  actor->>'kind' AS actor_kind, actor->>'name' AS actor_name, subject_type,
  translate(encode(convert_to(subject_type || ':' || subject_id, 'UTF8'), 'base64'), E'+/=\\n', '-_') AS subject_id,
  (SELECT slug FROM package WHERE id = package_id) AS package,
  (SELECT slug FROM environment WHERE id = environment_id) AS environment, summary,
  ${compactSql(Prisma.sql`before`)} AS before, ${compactSql(Prisma.sql`after`)} AS after, ip, request_id,
  encode(hash, 'hex') AS hash`

const eventColumns = [
  ...['at', 'action', 'actor_kind', 'actor_name', 'subject_type', 'subject_id', 'package', 'environment'],
  ...['summary', 'before', 'after'],
]
const traceColumns = ['ip', 'request_id', 'hash']

/** The first line of CSV. */
export const csvHeader = csvHeaderOf([
  ...['number', 'time', 'action', 'actor kind', 'actor', 'subject type', 'subject id', 'package', 'environment'],
  ...['summary', 'before', 'after', 'ip', 'request id', 'hash'],
])

const csvLineSql = (withTrace: boolean) => {
  const trace = traceColumns.map(column => (withTrace ? csvCellSql(column) : Prisma.sql`''`))
  return Prisma.sql`concat_ws(',', sequence, ${Prisma.join([...eventColumns.map(csvCellSql), ...trace])}) || E'\\r\\n'`
}

/** What the API shows of an event to callers who may not read the whole log. */
const jsonLineSql = Prisma.sql`(
  SELECT '{"event":' || to_json(line)::text || E'}\\n' FROM (
    SELECT sequence, at, action, subject_type AS "subjectType", package, environment, summary, before::json, after::json,
      (SELECT to_json(actor) FROM (SELECT actor_kind AS kind, actor_name AS name) AS actor) AS actor,
      subject_id AS "subjectId"
  ) AS line)`

const chainedLine: Line = {
  columnsSql: Prisma.sql`
    sequence, encode(previous_hash, 'hex') AS previous_hash, encode(hash, 'hex') AS hash, audit_json(audit_event)::text AS json`,
  lineSql: Prisma.sql`
    '{"previousHash":"' || previous_hash || '","hash":"' || hash || '","event":' || json || E'}\\n'`,
}
