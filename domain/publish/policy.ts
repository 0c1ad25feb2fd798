import type { Environment, Tx } from '../database.ts'
import type { Problem } from '../errors.ts'
import { atRevision, type DraftRevision } from '../files/content-version.ts'

/** A list of blockers ends somewhere: who mends these finds the rest. */
const maxBlockers = 100

/** The findings of a revision that an environment's policy names: with one of them nothing is shown there. By path; at most a hundred. */
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
  return findings.map(({ code, path, line, message, remedy }) => ({
    code,
    message: `${line === null ? '' : `Line ${line}: `}${message} ${remedy}`,
    path,
  }))
}
