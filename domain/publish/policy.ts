import { type Environment, type Finding, Prisma, type Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import type { DraftRevision } from '../files/content-version.ts'
import { isIgnoredSql, joinIgnoredSql } from '../findings/ignored-findings.ts'
import { ofRevisionSql } from '../findings/listed-findings.ts'
import { formatCount } from '../format-count.ts'
import { wholeRows } from '../whole-rows.ts'

/** The maximum number of blockers of one kind in a list. The rest shows up after these are fixed. */
export const maxBlockers = 100

/**
 * The findings of a revision that block it in this environment, one for each cause, by path, at most 100. What somebody
 * ignored who may publish there does not block.
 */
export async function policyBlockers(
  tx: Tx,
  environment: Environment,
  draftRevision: DraftRevision,
): Promise<Problem[]> {
  const { blockingFindings } = environment
  if (blockingFindings.length === 0) return []
  const findings = await errorsOf(
    tx,
    draftRevision,
    Prisma.sql`finding.code = ANY(${blockingFindings}::text[])
      AND NOT ${environment.id}::uuid = ANY(coalesce(ignored.environment_ids, '{}'))`,
  )
  return findings.map(findingProblem)
}

/** The errors of a revision that teachers would see although nothing blocks, by path, at most 100. Not those that are ignored. */
export async function shownErrors(tx: Tx, { blockingFindings }: Environment, draftRevision: DraftRevision) {
  const conditionSql = Prisma.sql`NOT finding.code = ANY(${blockingFindings}::text[]) AND NOT ${isIgnoredSql}`
  return (await errorsOf(tx, draftRevision, conditionSql)).map(findingProblem)
}

const errorsOf = (tx: Tx, draftRevision: DraftRevision, conditionSql: Prisma.Sql): Promise<Finding[]> =>
  wholeRows(
    tx,
    'Finding',
    Prisma.sql`${joinIgnoredSql}
      WHERE ${ofRevisionSql(draftRevision)} AND finding.severity = 'ERROR' AND ${conditionSql}
      ORDER BY finding.path, finding.line LIMIT ${maxBlockers}`,
  )

/** A finding as a problem: where it is, what is wrong, and the fix. */
export const findingProblem = ({ code, path, line, message, remedy, placeCount }: Finding): Problem => ({
  code,
  message: `${line === null ? '' : `Line ${line}: `}${message} ${remedy}${placeCount > 1 ? ` This is in ${formatCount(placeCount, 'place')}.` : ''}`,
  path,
})
