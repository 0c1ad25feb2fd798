/** A problem that did not stop a job (MediaConvert User Guide, "Warning codes"). */
export interface Warning {
  code: number
  /** How often the problem occurred in the job. */
  count: number
  message: string
}
