import { type Exchange, makeOperation, mapExchange, type OperationResult } from 'urql'

/**
 * Reads a query again whose result the cache could not return. The cache writes results in the order of their requests:
 * a mutation that was sent later, and whose result removed objects, removes them from the result of an earlier query
 * too. The cache then returns null, and would not read the query again. Until the new result, the page keeps its data.
 */
export const readLostQueries: Exchange = input =>
  mapExchange({
    onResult: result => {
      if (!isLost(result)) return result
      const { operation } = result
      input.client.reexecuteOperation(
        makeOperation('query', operation, { ...operation.context, requestPolicy: 'network-only' }),
      )
      return { ...result, data: undefined, stale: true }
    },
  })(input)

/** The server never answers null without an error. */
const isLost = ({ operation, data, error }: OperationResult) => operation.kind === 'query' && data === null && !error
