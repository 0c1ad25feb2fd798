import type { Caller } from '@lectern/domain/access/permissions'
import type { ExecutionArgs, ExecutionResult, GraphQLError } from 'graphql'
import type { ApiServerContext, createApi } from './yoga.ts'

type Api = ReturnType<typeof createApi>
type OperationResult = ExecutionResult | AsyncGenerator<ExecutionResult, void>

/** What a client asks for over a socket. */
export type OperationRequest = {
  query: string
  operationName?: string | null
  variables?: Record<string, unknown> | null
}

/** An operation that is ready to run, with the functions that run it (Yoga's, so that its plugins hold here too). */
export type Operation = ExecutionArgs & {
  run: (args: ExecutionArgs) => Promise<OperationResult> | OperationResult
  abortController: AbortController
}

/**
 * Prepares an operation as Yoga would, or says what is wrong with it. `who` is asked at the beginning and, while the operation goes on, now
 * and then. Whatever it throws comes out, as in Yoga.
 */
export async function prepareOperation(
  api: Api,
  request: OperationRequest,
  getCaller: () => Promise<Caller | null>,
): Promise<Operation | readonly GraphQLError[]> {
  const abortController = new AbortController()
  const context: ApiServerContext = {
    resolveAccess: async () => ({ access: { kind: 'caller', caller: await getCaller() }, refreshCaller: getCaller }),
  }
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
 * Runs it. A stream that is returned ends what it watches at once: a generator that waits for a change takes no notice of being told to end
 * until the change comes, which may be never.
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
