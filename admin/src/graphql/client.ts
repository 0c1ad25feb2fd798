import type { Client as LiveClient } from 'graphql-ws'
import {
  createClient,
  createRequest,
  fetchExchange,
  mapExchange,
  type Operation,
  type OperationResult,
  subscriptionExchange,
} from 'urql'
import { cacheExchanges } from './cache.ts'
import { fetchConfirmed } from './confirm.ts'
import { Connection } from './connection.ts'
import { createLiveClient, signedInEvent, subscribeInSessions } from './live.ts'
import { isUnreachable, needsSecondFactor } from './problems.ts'
import { ViewerQuery } from './viewer.ts'

/** The connection to the server. After a gap, everything on the screen is read again. */
export const connection = new Connection({ onRestored: refetchActiveQueries, probe: refetchViewer })

/** The queries of the current screen. They are refetched after a gap in the connection. */
const activeQueries = new Map<number, Operation>()

/** How requests are sent. The session is a cookie of the same origin, so they carry no other credentials. */
export const requestOptions = {
  url: '/graphql',
  fetchOptions: { credentials: 'same-origin' },
  fetch: fetchConfirmed,
  preferGetMethod: false,
} as const

/** Notices an answer without a session, and one to a session without a second factor that is needed now. */
export const noticeSession = mapExchange({
  onResult: result => {
    // The screen may not know yet that a role or an environment needs it.
    if (needsSecondFactor(result.error)) refetchActiveQueries()
    if (!isAfterSession(result)) return result
    refetchViewer()
    // The page keeps what it shows, and with it entered text, while the person signs in again above it.
    if (result.operation.kind === 'mutation') return result
    return { ...result, data: undefined, error: undefined, stale: true }
  },
})

/** The GraphQL client. */
export const client = createClient({
  ...requestOptions,
  exchanges: [
    mapExchange({
      onOperation: operation => {
        if (operation.kind === 'query') activeQueries.set(operation.key, operation)
        if (operation.kind === 'teardown') activeQueries.delete(operation.key)
      },
    }),
    noticeSession,
    ...cacheExchanges,
    // Behind the cache, whose results say nothing about the connection.
    mapExchange({
      onResult: result => {
        if (result.operation.kind !== 'subscription') connection.record('http', isUnreachable(result.error))
      },
    }),
    fetchExchange,
    subscriptionExchange({
      forwardSubscription: request => ({
        subscribe: sink => ({
          unsubscribe: subscribeInSessions(getLiveClient(), { ...request, query: request.query ?? '' }, sink as never),
        }),
      }),
    }),
  ],
})

let liveClient: LiveClient | undefined

/** Returns the socket client, and opens the socket on the first call. Requires a session; the server refuses others. */
export function getLiveClient(): LiveClient {
  liveClient ??= createLiveClient({
    onOpen: isOpen => connection.record('socket', !isOpen),
    // Another tab may have signed in again.
    onUnauthorized: () => refetchViewer().then(({ data }) => data?.viewer && continueSession()),
    onAuthorized: continueSession,
  })
  return liveClient
}

/** Refetches every query of the current screen. The screen keeps its data until the results arrive. */
function refetchActiveQueries() {
  for (const { key, query, variables, context } of activeQueries.values()) {
    const request = { key, query, variables }
    client.reexecuteOperation(
      client.createRequestOperation('query', request, { ...context, requestPolicy: 'network-only' }),
    )
  }
}

/** Continues after the person has signed in again: reads the screen again, and opens the socket that the server closed. */
export function continueSession() {
  dispatchEvent(new Event(signedInEvent))
  refetchActiveQueries()
}

/** Refetches `viewer`. It is null after the session has ended, and the sign-in dialog appears. */
export function refetchViewer() {
  return client.query(ViewerQuery, {}, { requestPolicy: 'network-only' }).toPromise()
}

/** Whether the server answered without a session. What everybody may read has no error then, but no viewer either. */
function isAfterSession({ operation, data, error }: OperationResult) {
  if (operation.kind === 'subscription' || isViewerQuery(operation)) return false
  if (error?.graphQLErrors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')) return true
  return operation.kind === 'query' && data?.viewer === null
}

/** Excludes the viewer query itself, which would otherwise refetch in a loop. */
function isViewerQuery(operation: Operation) {
  return operation.key === createRequest(ViewerQuery, {}).key
}
