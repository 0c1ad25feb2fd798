import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow'

/**
 * Returns the code and message for a failed activity. A `finalFailure` keeps its own. For any other failure, a service
 * was unavailable for too long, and `fix` says what to do.
 */
export function failureProblem(error: unknown, fix: string): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (cause instanceof ApplicationFailure && cause.nonRetryable)
    return { code: cause.type ?? 'FAILED', message: cause.message }
  return { code: 'FAILED', message: `A service that Lectern needs was unavailable for too long. ${fix}` }
}
