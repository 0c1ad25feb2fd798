import { ActivityFailure, ApplicationFailure } from '@temporalio/workflow'

/**
 * What an activity's failure is called: in its own words where trying again would not have mended it (`finalFailure`), else something was away
 * for too long, and `mend` says what to do.
 */
export function failureProblem(error: unknown, fix: string): { code: string; message: string } {
  const cause = error instanceof ActivityFailure ? error.cause : error
  if (cause instanceof ApplicationFailure && cause.nonRetryable)
    return { code: cause.type ?? 'FAILED', message: cause.message }
  return { code: 'FAILED', message: `Something that Lectern needs was away for too long. ${fix}` }
}
