import { t } from '../../texts/texts.ts'
import type { StatusTone } from '../status.tsx'

/** The severities of findings, the most severe first. */
export const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const

/** The severity of a finding. */
export type Severity = (typeof SEVERITIES)[number]
/** The number of findings by severity. */
export type FindingCounts = Record<Severity, number>

/** The tone of each severity. */
export const severityTones: Record<Severity, StatusTone> = { ERROR: 'failed', WARNING: 'attention', INFO: 'waiting' }

/** The heading of the findings of one severity. */
export function severityTitle(severity: Severity): string {
  return t('findings.severity', { severity })
}
