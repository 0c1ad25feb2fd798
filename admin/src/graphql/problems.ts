import type { CombinedError } from 'urql'
import { t } from '../texts/texts.ts'

/**
 * A failure in words for the reader: one sentence, and details if there are several problems. `requestId`: what an administrator
 * finds in the log, of a failure of the server itself.
 */
export type ErrorText = { message: string; details: string[]; requestId: string | null }

/**
 * Describes a failed request. The server's messages are written for people and shown unchanged. A network failure gets
 * a message of the admin. Returns null without an error.
 */
export function describeError(error: CombinedError | undefined): ErrorText | null {
  if (!error) return null
  const [first, ...others] = error.graphQLErrors
  if (!first) return { message: t('problem.unreachable'), details: [], requestId: null }
  const details = [...problemMessages(first.extensions), ...others.map(other => other.message)]
  const { code, requestId } = first.extensions ?? {}
  return {
    message: first.message,
    details: [...new Set(details)].filter(point => point !== first.message),
    requestId: code === 'INTERNAL' && typeof requestId === 'string' ? requestId : null,
  }
}

/** Whether a request did not reach the server, or a proxy answered in its place. */
export function isUnreachable(error: CombinedError | undefined): boolean {
  const status = (error?.response as { status?: number } | undefined)?.status
  return Boolean(error?.networkError) && (status === undefined || status >= 500)
}

/** The error code of the server, such as `CONFLICT`. Undefined if the server was not reached. */
export function errorCode(error: CombinedError | undefined): unknown {
  return error?.graphQLErrors[0]?.extensions?.code
}

/** Whether the server refused a change because this session has no second factor. */
export function needsSecondFactor(error: CombinedError | undefined): boolean {
  const problems = (error?.graphQLErrors ?? []).flatMap(({ extensions }) => extensions?.problems ?? [])
  return (problems as { code?: unknown }[]).some(problem => problem?.code === 'SECOND_FACTOR_REQUIRED')
}

/** The server's message about one form field, by the path of its argument (`monthly.amount`). Null if there is none. */
export function fieldErrorMessage(error: CombinedError | undefined, field: string): string | null {
  const fieldError = error?.graphQLErrors.find(({ extensions }) => extensions?.field === field)
  return fieldError?.message ?? null
}

function problemMessages(extensions: Record<string, unknown> | undefined): string[] {
  const problems = extensions?.problems
  if (!Array.isArray(problems)) return []
  return problems.flatMap((problem: { message?: unknown }) =>
    typeof problem?.message === 'string' ? [problem.message] : [],
  )
}
