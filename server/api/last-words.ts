import type { ExecutionResult, GraphQLError } from 'graphql'
import { isAsyncIterable, type Plugin } from 'graphql-yoga'

/**
 * A stream that fails (because a right was lost, or something is away) says why in one last result, and is over then. Without this, clients
 * of server-sent events would see a broken connection, and those of sockets an error without its code.
 */
export function lastWords(tellError: (error: unknown) => GraphQLError): Plugin {
  return {
    onSubscribe: () => ({
      onSubscribeResult({ result, setResult }) {
        if (isAsyncIterable(result)) setResult(spoken(result[Symbol.asyncIterator](), tellError))
      },
    }),
  }
}

function spoken(
  stream: AsyncIterator<ExecutionResult>,
  tellError: (error: unknown) => GraphQLError,
): AsyncIterableIterator<ExecutionResult> {
  let over = false
  return {
    async next() {
      if (over) return { done: true, value: undefined }
      try {
        return await stream.next()
      } catch (error) {
        over = true
        return { done: false, value: { errors: [tellError(error)] } }
      }
    },
    return: async () => (await stream.return?.()) ?? { done: true, value: undefined },
    [Symbol.asyncIterator]() {
      return this
    },
  }
}
