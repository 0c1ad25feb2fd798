import { type Client, createClient } from 'graphql-ws'
import { setConnectionLost } from './connection.ts'

const PING_INTERVAL_MS = 10_000
const PONG_TIMEOUT_MS = 5_000
const MAX_RETRY_DELAY_MS = 3_000

/** Close codes by which the server says that whoever asks may not listen; trying again would be no use. */
const UNAUTHORIZED_CLOSE_CODES = [4401, 4403]

/**
 * Opens the socket over which all progress is pushed, and keeps it open for as long as the page lives: it comes back
 * by itself, with all its subscriptions, after a dropped network or a restarted server.
 *
 * What was missed meanwhile is not sent again, so `onBack` must read afresh what is on the screen. `onRefused` is
 * called when the session is over.
 */
export function createLiveClient({
  onBack: onReconnect,
  onRefused: onUnauthorized,
}: {
  onBack: () => void
  onRefused: () => void
}): Client {
  let pongTimer: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    onNonLazyError: () => {},
    keepAlive: PING_INTERVAL_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: event => !UNAUTHORIZED_CLOSE_CODES.includes(closeCode(event)),
    retryWait: retries => waitBeforeRetry(Math.min(250 * 2 ** retries, MAX_RETRY_DELAY_MS)),
    on: {
      connected: (_socket, _payload, isRetry) => {
        setConnectionLost(false)
        if (isRetry) onReconnect()
      },
      closed: event => {
        clearTimeout(pongTimer)
        if (UNAUTHORIZED_CLOSE_CODES.includes(closeCode(event))) onUnauthorized()
        else setConnectionLost(true)
      },
      // A laptop that slept keeps a socket that looks open and is not: no pong in time ends it.
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

function closeCode(event: unknown): number {
  return (event as { code?: number } | null)?.code ?? 0
}

/** Waits that long (with a little chance in it, so that a restarted server is not stormed), or until the network is back. */
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
