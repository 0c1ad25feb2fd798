import type { CombinedError } from 'urql'

/** What went wrong, in words for the person who tried: one sentence, and the single points where there are several. */
export type ErrorText = { message: string; details: string[] }

/**
 * Turns a failed request into words. The server's messages are written for people and are shown as they are; a
 * network that is away is told in our own. Null when nothing failed.
 */
export function describeError(error: CombinedError | undefined): ErrorText | null {
  if (!error) return null
  const [first, ...others] = error.graphQLErrors
  if (!first) return { message: 'Lectern could not be reached. Please try again in a moment.', details: [] }
  const details = [...problemMessages(first.extensions), ...others.map(other => other.message)]
  return { message: first.message, details: [...new Set(details)].filter(point => point !== first.message) }
}

/** The code by which the server names the kind of failure, such as `CONFLICT`; undefined when it was not reached. */
export function errorCode(error: CombinedError | undefined): unknown {
  return error?.graphQLErrors[0]?.extensions?.code
}

/** What is wrong with one field of a form, where the server says so of that field (the argument's path, as `monthly.amount`). */
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
