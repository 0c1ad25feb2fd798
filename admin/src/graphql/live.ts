import { type Client, createClient, type FormattedExecutionResult, type Sink, type SubscribePayload } from 'graphql-ws'

const PING_INTERVAL_MS = 10_000
const PONG_TIMEOUT_MS = 5_000
const MAX_RETRY_DELAY_MS = 3_000

/** Sent to the window when the person has signed in again on this page. */
export const signedInEvent = 'lectern:signed-in'

/** Close codes of a refused connection. Retrying helps only after the person has signed in again. */
const UNAUTHORIZED_CLOSE_CODES = [4401, 4403]

/**
 * Opens the socket over which all progress is pushed, and keeps it open while the page is. It reconnects with all its
 * subscriptions after a network failure or a server restart.
 *
 * The server does not resend what was missed, so the screen must be refetched after a gap. `onOpen` is called with true
 * when the socket opens, and with false when it is lost. `onUnauthorized` is called when the session has ended, and
 * `onAuthorized` when the socket opens after that.
 */
export function createLiveClient({ onOpen, onUnauthorized, onAuthorized }: LiveClientOptions): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined
  let isUnauthorized = false
  const client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    onNonLazyError: () => {},
    keepAlive: PING_INTERVAL_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: () => true,
    retryWait: async retries => {
      if (isUnauthorized) await waitForSignIn()
      await waitBeforeRetry(Math.min(250 * 2 ** retries, MAX_RETRY_DELAY_MS))
    },
    on: {
      connected: () => {
        onOpen(true)
        if (isUnauthorized) onAuthorized()
        isUnauthorized = false
      },
      closed: event => {
        clearTimeout(pongTimer)
        isUnauthorized = UNAUTHORIZED_CLOSE_CODES.includes(closeCode(event))
        if (isUnauthorized) onUnauthorized()
        else onOpen(false)
      },
      // After sleep a laptop keeps a dead socket that looks open. A missing pong ends it.
      ping: received => {
        if (!received) pongTimer = setTimeout(() => client.terminate(), PONG_TIMEOUT_MS)
      },
      pong: received => {
        if (received) clearTimeout(pongTimer)
      },
    },
  })
  return client
}

/**
 * Subscribes. The server ends all subscriptions of a session with it. They begin again when the person has signed in
 * again. Returns a function that unsubscribes.
 */
export function subscribeInSessions(
  client: Client,
  request: SubscribePayload,
  sink: Sink<FormattedExecutionResult<Record<string, unknown>, unknown>>,
) {
  let isUnsubscribed = false
  let unsubscribe = () => {}
  const subscribe = () => {
    let hasSession = true
    const end = async (endSubscription: () => void) => {
      if (hasSession) return endSubscription()
      await waitForSignIn()
      if (!isUnsubscribed) subscribe()
    }
    unsubscribe = client.subscribe(request, {
      next: result => {
        if (isUnauthenticated(result.errors)) hasSession = false
        else sink.next(result)
      },
      error: error => {
        if (isUnauthenticated(error)) hasSession = false
        end(() => sink.error(error))
      },
      complete: () => end(() => sink.complete()),
    })
  }
  subscribe()
  return () => {
    isUnsubscribed = true
    unsubscribe()
  }
}

function isUnauthenticated(errors: unknown): boolean {
  return Array.isArray(errors) && errors.some(({ extensions }) => extensions?.code === 'UNAUTHENTICATED')
}

function closeCode(event: unknown): number {
  return (event as { code?: number } | null)?.code ?? 0
}

/** Waits until the person has signed in again, or the page is shown again: another tab may have signed in. */
function waitForSignIn(): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      removeEventListener(signedInEvent, done)
      removeEventListener('focus', done)
      resolve()
    }
    addEventListener(signedInEvent, done)
    addEventListener('focus', done)
  })
}

/** Waits `ms` with random jitter, so that clients do not all reconnect at once, or until the network is back. */
function waitBeforeRetry(ms: number): Promise<void> {
  return new Promise(resolve => {
    const done = () => {
      clearTimeout(timer)
      removeEventListener('online', done)
      resolve()
    }
    const timer = setTimeout(done, ms * (0.75 + Math.random() / 2))
    addEventListener('online', done)
  })
}

type LiveClientOptions = {
  onOpen: (isOpen: boolean) => void
  onUnauthorized: () => void
  onAuthorized: () => void
}
