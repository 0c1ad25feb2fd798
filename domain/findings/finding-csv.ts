import { z } from 'zod'
import { csvCellSql, csvHeaderOf } from '../csv.ts'
import { type Database, type Finding, Prisma } from '../database.ts'
import type { DraftRevision } from '../files/content-version.ts'
import { rows } from '../rows.ts'
import { isIgnoredSql, joinIgnoredSql } from './ignored-findings.ts'
import { isNewSql, ofRevisionSql } from './listed-findings.ts'

/** The findings whose places are written with one statement. Each has up to 1,000 places. */
const batchSize = 50

/** The first line. `ignored` is the reason. `places` is the number of places, of which each of the first 1,000 has a line. */
export const findingCsvHeader = csvHeaderOf([
  ...[
    'severity',
    'code',
    'new',
    'ignored',
    'path',
    'line',
    'written',
    'correction',
    'problem',
    'fix',
    'places',
    'cause',
  ],
])

const columns = [
  ...['severity', 'code', 'is_new', 'reason', 'path', 'line', 'written', 'correction', 'message', 'remedy'],
  ...['place_count', 'cause'],
]
const lineSql = Prisma.sql`concat_ws(',', ${Prisma.join(columns.map(csvCellSql))}) || E'\\r\\n'`

const linesRow = z.object({ lines: z.string().nullable() })
const idRow = z.object({ id: z.string() })

/** Writes the findings of a revision as CSV, a line for each place, by severity and path. */
export async function* findingCsv(database: Database, draft: DraftRevision): AsyncGenerator<string> {
  const found = await rows(
    database,
    idRow,
    Prisma.sql`SELECT id FROM finding WHERE ${ofRevisionSql(draft)} ORDER BY severity, path COLLATE "C", id`,
  )
  for (let first = 0; first < found.length; first += batchSize) {
    const ids = found.slice(first, first + batchSize).map(({ id }) => id)
    yield readLines(
      database,
      Prisma.sql`
      SELECT array_position(${ids}::uuid[], finding.id) AS place_of_finding, place.ordinal, severity::text, code,
        CASE WHEN ${isNewSql} THEN 'yes' ELSE 'no' END AS is_new, CASE WHEN ${isIgnoredSql} THEN ignored.reason END AS reason,
        place.path, place.line::text, written, correction, message, remedy, place_count::text, finding.cause
      FROM finding ${joinIgnoredSql} JOIN finding_place AS place ON place.finding_id = finding.id
      WHERE finding.id = ANY(${ids}::uuid[])`,
    )
  }
}

/** Writes findings about the package as a whole, which are not stored. */
export const packageFindingCsv = (database: Database, findings: Pick<Finding, Described>[]): Promise<string> =>
  readLines(
    database,
    Prisma.sql`
    SELECT 1 AS place_of_finding, 0 AS ordinal, severity, code, 'no' AS is_new, NULL::text AS reason, '' AS path,
      NULL::text AS line, NULL::text AS written, NULL::text AS correction, message, remedy, '1' AS place_count, cause
    FROM jsonb_to_recordset(${JSON.stringify(findings)}::jsonb) AS found(severity text, code text, message text, remedy text, cause text)`,
  )

type Described = 'severity' | 'code' | 'message' | 'remedy' | 'cause'

async function readLines(database: Database, placesSql: Prisma.Sql): Promise<string> {
  const [found] = await rows(
    database,
    linesRow,
    Prisma.sql`
    SELECT string_agg(${lineSql}, '' ORDER BY place_of_finding, ordinal) AS lines FROM (${placesSql}) AS described`,
  )
  return found!.lines ?? ''
}
