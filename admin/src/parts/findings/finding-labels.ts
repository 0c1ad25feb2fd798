/** How much a finding matters, the most first. */
export const SEVERITIES = ['ERROR', 'WARNING', 'INFO'] as const

/** One of them. */
export type Severity = (typeof SEVERITIES)[number]
/** How many findings there are of each. */
export type FindingCounts = Record<Severity, number>

/** The heading over findings that matter equally. */
export function severityTitle(severity: Severity): string {
  if (severity === 'ERROR') return 'To be mended'
  if (severity === 'WARNING') return 'Worth a look'
  return 'Good to know'
}

/** How many findings ask for something to be done; what is only good to know is not counted. */
export function actionableFindingCount(counts: FindingCounts): number {
  return counts.ERROR + counts.WARNING
}
