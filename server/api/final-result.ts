import type { ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'

/**
 * Turns an error of a subscription into its final result, such as a revoked permission or an unreachable service.
 * Without this plugin, clients of server-sent events see a broken connection, and clients of sockets see an error
 * without its code.
 */
export function endWithError(maskError: (error: unknown) => GraphQLError): Plugin {
  return {
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (isAsyncIterable(result)) setResult(withFinalError(result[Symbol.asyncIterator](), maskError))
      },
    }),
  }
}

function withFinalError(
  stream: AsyncIterator<ExecutionResult>,
  maskError: (error: unknown) => GraphQLError,
): AsyncIterableIterator<ExecutionResult> {
  let isDone = false
  return {
    async next() {
      if (isDone) return { done: true, value: undefined }
      try {
        return await stream.next()
      } catch (error) {
        isDone = true
        return { done: false, value: { errors: [maskError(error)] } }
      }
    },
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
