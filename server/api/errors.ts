import { randomUUID } from 'node:crypto'
import { ClientError } from '@lectern/domain/errors'
import { clientExtensions, rootCauseOf } from '@lectern/schema/graphql-error'
import { GraphQLError } from 'graphql'
import { InvalidTokenError } from '../access/caller.ts'
import type { Log } from '../log.ts'
import { currentRequest } from '../request.ts'
import { TooManyRequestsError } from './rate-limits.ts'

const internalErrorMessage =
  'Something went wrong on our side. Try again. If it happens again, send your administrator the request ID.'

/** Errors about the query itself that plugins throw. */
const badRequestErrorNames = new Set(['PothosValidationError'])

/**
 * Creates a function that turns any error into one that is safe to send. A `ClientError` keeps its message. An error of
 * the query becomes BAD_REQUEST. Any other error becomes INTERNAL, and the log has the details. Adds the request id.
 * Errors that have one are unchanged.
 */
export function maskErrors(log: Log): (error: unknown) => GraphQLError {
  return error => {
    if (error instanceof GraphQLError && error.extensions.requestId) return error
    const requestId = currentRequest()?.id ?? randomUUID()
    const cause = rootCauseOf(error)
    if (cause instanceof ClientError)
      return withExtensions(error, cause.message, { ...clientExtensions(cause), ...httpOf(cause), requestId })
    if (cause instanceof Error && badRequestErrorNames.has(cause.name))
      return withExtensions(error, cause.message, { code: 'BAD_REQUEST', requestId })
    // The outer error of a wrong variable names the variable.
    if (error instanceof GraphQLError && cause instanceof GraphQLError && cause.path === undefined)
      return withExtensions(error, error.message, {
        // No other extension is sent: that of a body that is not JSON has the stack of an error. Such a body is 400 to all.
        http: 'originalError' in cause.extensions ? { status: 400 } : (cause.extensions.http ?? { status: 400 }),
        code: codeOf(cause),
        requestId,
      })
    log.error({ err: cause, requestId }, 'GraphQL request failed')
    return withExtensions(error, internalErrorMessage, { code: 'INTERNAL', requestId })
  }
}

/** Errors that end a request before its operation runs set its HTTP status. */
function httpOf(error: ClientError): { http?: { status: number; headers: Record<string, string> } } {
  if (error instanceof InvalidTokenError) return { http: { status: 401, headers: { 'www-authenticate': 'Bearer' } } }
  if (error instanceof TooManyRequestsError)
    return { http: { status: 429, headers: { 'retry-after': String(error.details.retryAfterSeconds) } } }
  return {}
}

/** Keeps the code of the cost plugin. All other errors of a query are BAD_REQUEST. */
function codeOf({ extensions }: GraphQLError): string {
  return extensions.code === 'TOO_EXPENSIVE' ? 'TOO_EXPENSIVE' : 'BAD_REQUEST'
}

function withExtensions(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : ({} as Partial<GraphQLError>)
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}
