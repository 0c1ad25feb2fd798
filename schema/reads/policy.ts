import type { Environment, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { atRevision, type RevisionOf } from './revision.ts'

/** A list of blockers ends somewhere: who mends these finds the rest. */
const most = 100

/** The findings of a revision that an environment's policy names: with one of them nothing is shown there. By path; at most a hundred. */
export async function policyBlockers(tx: Tx, environment: Environment, of: RevisionOf): Promise<Problem[]> {
  const { blockingFindings } = environment
  if (blockingFindings.length === 0) return []
  const findings = await tx.finding.findMany({
    where: { ...atRevision(of), severity: 'ERROR', code: { in: blockingFindings } },
    orderBy: [{ path: 'asc' }, { line: 'asc' }],
    take: most,
  })
  return findings.map(({ code, path, line, message, remedy }) => ({
    code,
    message: `${line === null ? '' : `Line ${line}: `}${message} ${remedy}`,
    path,
  }))
}
