import { ApplicationFailure } from '@temporalio/activity'

/** Creates a failure that a retry cannot fix. The run ends with this code and this message for the author. */
export function finalFailure(code: string, message: string): ApplicationFailure {
  return ApplicationFailure.create({ type: code, message, nonRetryable: true })
}
