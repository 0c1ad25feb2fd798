import { ApplicationFailure } from '@temporalio/activity'

/** A failure that trying again does not mend: the run ends with this code and these words for the author. */
export function finalFailure(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true })
}
