import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow'

/** The codes of failures for which a service refused a call for good. */
const refusalCodes = ['DROPBOX_REFUSED', 'STORAGE_REFUSED']

/** Returns why a service refused a failed activity for good. Null for any other failure. */
export function refusalProblem(error: unknown): { code: string; message: string } | null {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (!(cause instanceof ApplicationFailure) || !refusalCodes.includes(cause.type ?? '')) return null
  return { code: cause.type!, message: cause.message }
}

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
