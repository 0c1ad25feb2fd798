/** A finding that a rule reports, before it has a row. `line` null means that it concerns the whole file. */
export type NewFinding = {
  code: string
  severity: 'ERROR' | 'WARNING' | 'INFO'
  path: string
  line: number | null
  message: string
  remedy: string
}
