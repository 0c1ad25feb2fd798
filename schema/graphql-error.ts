import { ClientError } from '@lectern/domain/errors'
import { GraphQLError } from 'graphql'

/** Returns the original error inside nested GraphQL errors. */
export function rootCauseOf(error: unknown): unknown {
  const inner = error instanceof GraphQLError ? error.originalError : undefined
  return inner === undefined || inner === error ? error : rootCauseOf(inner)
}

/** The extensions of a client error in a GraphQL response: its code and details. Null for any other error. */
export function clientExtensions(error: unknown): Record<string, unknown> | null {
  const cause = rootCauseOf(error)
  return cause instanceof ClientError ? { code: cause.code, ...cause.details } : null
}
