import { randomUUID } from 'node:crypto'
import { GraphQLError } from 'graphql'
import type { Log } from '../log.ts'
import { currentRequest } from '../request.ts'

const internalErrorMessage =
  'Something went wrong on our side. Try again in a moment; if it stays so, tell an administrator the request id.'

/** Refusals that plugins throw about the question itself. */
const badRequestErrorNames = new Set(['PothosValidationError'])

/**
 * What a client is told of a failure: what was meant to be told, as it is; what is wrong with the question itself as BAD_REQUEST; anything
 * else only as INTERNAL, while the log has all of it. Each carries the request's id; what is told already stays as it is.
 */
export function maskErrors(log: Log): (error: unknown) => GraphQLError {
  return error => {
    if (error instanceof GraphQLError && error.extensions.requestId) return error
    const requestId = currentRequest()?.id ?? randomUUID()
    const cause = rootCauseOf(error)
    if (error instanceof GraphQLError && typeof error.extensions.code === 'string' && isClientError(cause))
      return withExtensions(error, error.message, { ...error.extensions, requestId })
    if (cause instanceof Error && badRequestErrorNames.has(cause.name))
      return withExtensions(error, cause.message, { code: 'BAD_REQUEST', requestId })
    if (cause instanceof GraphQLError && cause.path === undefined)
      return withExtensions(cause, cause.message, {
        http: { status: 400 },
        ...cause.extensions,
        code: codeOf(cause),
        requestId,
      })
    log.error({ err: cause, requestId }, 'A GraphQL request failed')
    return withExtensions(error, internalErrorMessage, { code: 'INTERNAL', requestId })
  }
}

/** The failure that everything else was wrapped around. */
function rootCauseOf(error: unknown): unknown {
  const inner = error instanceof GraphQLError ? error.originalError : undefined
  return inner === undefined || inner === error ? error : rootCauseOf(inner)
}

const isClientError = (cause: unknown): boolean => cause instanceof Error && cause.name === 'ClientError'

/** The codes of plugins that count costs are one of ours. */
function codeOf({ extensions }: GraphQLError): string {
  return extensions.code === 'TOO_EXPENSIVE' ? 'TOO_EXPENSIVE' : 'BAD_REQUEST'
}

function withExtensions(error: unknown, message: string, extensions: Record<string, unknown>): GraphQLError {
  const { nodes, source, positions, path } = error instanceof GraphQLError ? error : ({} as Partial<GraphQLError>)
  return new GraphQLError(message, { nodes, source, positions, path, extensions })
}
