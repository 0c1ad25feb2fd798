import type { Environment, Finding, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { atRevision, type DraftRevision } from '../files/content-version.ts'
import { formatCount } from '../format-count.ts'

/** The maximum number of blockers of one kind in a list. The rest shows up after these are fixed. */
export const maxBlockers = 100

/** The findings of a revision that block it in this environment, one for each cause, by path, at most 100. */
export async function policyBlockers(
  tx: Tx,
  environment: Environment,
  draftRevision: DraftRevision,
): Promise<Problem[]> {
  const { blockingFindings } = environment
  if (blockingFindings.length === 0) return []
  const findings = await tx.finding.findMany({
    where: { ...atRevision(draftRevision), severity: 'ERROR', code: { in: blockingFindings } },
    orderBy: [{ path: 'asc' }, { line: 'asc' }],
    take: maxBlockers,
  })
  return findings.map(findingProblem)
}

/** A finding as a problem: where it is, what is wrong, and the fix. */
export const findingProblem = ({ code, path, line, message, remedy, placeCount }: Finding): Problem => ({
  code,
  message: `${line === null ? '' : `Line ${line}: `}${message} ${remedy}${placeCount > 1 ? ` This is in ${formatCount(placeCount, 'place')}.` : ''}`,
  path,
})
