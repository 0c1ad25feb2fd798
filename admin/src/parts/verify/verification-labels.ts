import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'
import type { Verification } from './verification.ts'

/** What is verified: `Release 2` or `Draft 5`. */
export function verifiedLabel({ release, revision }: Pick<Verification, 'release' | 'revision'>): string {
  return release === null
    ? t('verify.draft', { revision: String(revision) })
    : t('verify.release', { release: String(release) })
}

/** How many differences a verification has found so far, and how many of them are not repaired. */
export const differenceCounts = ({
  discrepancies,
  unrepaired,
}: Pick<Verification, 'discrepancies' | 'unrepaired'>) => ({
  found: discrepancies?.totalCount ?? 0,
  left: unrepaired?.totalCount ?? 0,
})

/** The state of a verification: how far it is, or its result. */
export function verificationLabel(run: Verification): string {
  const { found, left } = differenceCounts(run)
  if (run.status === 'RUNNING') return t('verify.running', { files: run.filesChecked })
  if (run.status === 'FAILED') return t('verify.failed')
  if (run.status === 'CANCELED') return t('verify.canceled', { count: found })
  if (found === 0) return t('verify.clean', { files: run.filesChecked })
  if (!run.repair) return t('verify.differs', { count: found })
  return left === 0 ? t('verify.repaired', { count: found }) : t('verify.partlyRepaired', { count: found, left })
}

/** What screen readers hear of a verification: without the figures of a running one, so that they speak twice for it. */
export const verificationPhase = (run: Verification): string =>
  run.status === 'RUNNING'
    ? t('verify.progress', { what: verifiedLabel(run) })
    : `${verifiedLabel(run)}: ${verificationLabel(run)}`

/** The tone of a verification. Differences that are not repaired need a person. */
export function verificationTone(run: Pick<Verification, 'status' | 'discrepancies' | 'unrepaired'>): StatusTone {
  if (run.status === 'RUNNING') return 'running'
  if (run.status === 'FAILED') return 'failed'
  if (run.status === 'CANCELED') return 'waiting'
  return differenceCounts(run).left > 0 ? 'attention' : 'done'
}

/**
 * How much of the files is checked, from 0 to 100. Null when it is not known how many there are. Files that only the
 * storage holds are checked too, so the end may come later.
 */
export function verificationPercent({ filesChecked }: Pick<Verification, 'filesChecked'>, files: number | null) {
  return files ? Math.min(99, (filesChecked / files) * 100) : null
}
