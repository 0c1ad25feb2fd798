/** A finding as the package doctor writes it. */
export type NewFinding = {
  code: string
  severity: 'ERROR' | 'WARNING' | 'INFO'
  path: string
  line: number | null
  message: string
  remedy: string
}
