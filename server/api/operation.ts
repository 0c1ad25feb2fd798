import type { Caller } from '@lectern/domain/access/permissions'
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'
import type { LiveFeed } from '../live/live-feed.ts'
import type { Admit } from './admission.ts'
import { type ApiServerContext, loadCallerAccess } from './context.ts'
import type { createApi } from './yoga.ts'

type Api = ReturnType<typeof createApi>
type OperationResult = ExecutionResult | AsyncGenerator<ExecutionResult, void>

/** An operation that a client requests over a socket. */
export type OperationRequest = {
  query: string
  operationName?: string | null
  variables?: Record<string, unknown> | null
}

/** An operation that is ready to run. `run` is Yoga's function, so that Yoga's plugins apply. */
export type Operation = ExecutionArgs & {
  run: (args: ExecutionArgs) => Promise<OperationResult> | OperationResult
  abortController: AbortController
}

/**
 * Prepares an operation as Yoga would, or returns its validation errors. Calls `getCaller` at the start and repeatedly
 * during the operation. Rethrows its errors, as Yoga does.
 */
export async function prepareOperation(
  api: Api,
  admit: Admit,
  request: OperationRequest,
  getCaller: () => Promise<Caller | null>,
  live: LiveFeed,
): Promise<Operation | readonly GraphQLError[]> {
  const abortController = new AbortController()
  const context: ApiServerContext = {
    resolveAccess: () => loadCallerAccess(getCaller, live),
  }
  await admit(context)
  const serverContext = { ...context, request: { signal: abortController.signal } } as unknown as Parameters<
    Api['getEnveloped']
  >[0]
  const { schema, execute, subscribe, parse, validate, contextFactory } = api.getEnveloped(serverContext)
  const document = parse(request.query)
  const errors = validate(schema, document)
  if (errors.length > 0) return errors
  const contextValue = await contextFactory()
  const { operationName, variables: variableValues } = request
  const args = { schema, document, operationName, variableValues, contextValue } as ExecutionArgs
  const isSubscription = (definition: (typeof document)['definitions'][number]) =>
    'operation' in definition && definition.operation === 'subscription'
  return { ...args, abortController, run: document.definitions.some(isSubscription) ? subscribe : execute }
}

/**
 * Runs an operation. Ending the returned stream aborts the operation, because a generator that waits for a change does
 * not end before the change comes, which may be never.
 */
export async function runOperation({ run: execute, abortController, ...args }: Operation): Promise<OperationResult> {
  const result = await execute(args)
  if (!(Symbol.asyncIterator in result)) return result
  const stream = result as AsyncGenerator<ExecutionResult, void>
  return {
    next: () => stream.next(),
    throw: (error: unknown) => stream.throw(error),
    return: () => {
      abortController.abort()
      return stream.return()
    },
    [Symbol.asyncIterator]() {
      return this
    },
  } as AsyncGenerator<ExecutionResult, void>
}
