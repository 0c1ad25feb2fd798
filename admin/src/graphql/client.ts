import type { Client as LiveClient } from 'graphql-ws'
import {
  type CombinedError,
  createClient,
  createRequest,
  fetchExchange,
  mapExchange,
  type Operation,
  subscriptionExchange,
} from 'urql'
import { cache } from './cache.ts'
import { setConnectionLost } from './connection.ts'
import { createLiveClient } from './live.ts'
import { ViewerQuery } from './viewer.ts'

/** Queries of what is on the screen now; after a gap in the connection they are read again. */
const activeQueries = new Map<number, Operation>()

/** The one GraphQL client. The session is a cookie of the same origin, so it carries no credentials of its own. */
export const client = createClient({
  url: '/graphql',
  fetchOptions: { credentials: 'same-origin' },
  preferGetMethod: false,
  exchanges: [
    mapExchange({
      onOperation: operation => {
        if (operation.kind === 'query') activeQueries.set(operation.key, operation)
        if (operation.kind === 'teardown') activeQueries.delete(operation.key)
      },
      onResult: result => {
        if (result.operation.kind === 'subscription') return
        setConnectionLost(Boolean(result.error?.networkError) && !result.error?.response)
        if (isSignedOut(result.error) && !isViewerQuery(result.operation)) refetchViewer()
      },
    }),
    cache,
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: request => ({
        subscribe: sink => ({
          unsubscribe: getLiveClient().subscribe({ ...request, query: request.query ?? '' }, sink as never),
        }),
      }),
    }),
  ],
})

let liveClient: LiveClient | undefined

/** Opens the socket for pushed news, once. Called when somebody is signed in: without a session it would be refused. */
export function getLiveClient(): LiveClient {
  liveClient ??= createLiveClient({ onBack: refetchActiveQueries, onRefused: refetchViewer })
  return liveClient
}

/** Asks the server again for everything on the screen, leaving what is shown in place until the answers come. */
export function refetchActiveQueries() {
  for (const { key, query, variables, context } of activeQueries.values()) {
    const request = { key, query, variables }
    client.reexecuteOperation(
      client.createRequestOperation('query', request, { ...context, requestPolicy: 'network-only' }),
    )
  }
}

/** When the session is over, `viewer` comes back as null and the sign-in page takes the screen. */
function refetchViewer() {
  client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise()
}

function isSignedOut(error: CombinedError | undefined) {
  return error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED') ?? false
}

/** The question itself must not lead to the same question again. */
function isViewerQuery(operation: Operation) {
  return operation.key === createRequest(ViewerQuery, {}).key
}
