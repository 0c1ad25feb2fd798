import type { CombinedError } from 'urql'

/** What went wrong, in words for the person who tried: one sentence, and the single points where there are several. */
export type Trouble = { message: string; points: string[] }

/**
 * Turns a failed request into words. The server's messages are written for people and are shown as they are; a
 * network that is away is told in our own. Null when nothing failed.
 */
export function troubleOf(error: CombinedError | undefined): Trouble | null {
  if (!error) return null
  const [first, ...others] = error.graphQLErrors
  if (!first) return { message: 'Lectern could not be reached. Please try again in a moment.', points: [] }
  const points = [...problemMessages(first.extensions), ...others.map(other => other.message)]
  return { message: first.message, points: [...new Set(points)].filter(point => point !== first.message) }
}

/** The code by which the server names the kind of failure, such as `CONFLICT`; undefined when it was not reached. */
export function codeOf(error: CombinedError | undefined): unknown {
  return error?.graphQLErrors[0]?.extensions?.code
}

/** What is wrong with one field of a form, where the server says so of that field (the argument's path, as `monthly.amount`). */
export function fieldTrouble(error: CombinedError | undefined, field: string): string | null {
  const wrong = error?.graphQLErrors.find(({ extensions }) => extensions?.field === field)
  return wrong?.message ?? null
}

function problemMessages(extensions: Record<string, unknown> | undefined): string[] {
  const problems = extensions?.problems
  if (!Array.isArray(problems)) return []
  return problems.flatMap((problem: { message?: unknown }) =>
    typeof problem?.message === 'string' ? [problem.message] : [],
  )
}
