import { type Client, createClient } from 'graphql-ws'
import { setConnectionLost } from './connection.ts'

const PING_EVERY_MS = 10_000
const PONG_WITHIN_MS = 5_000
const LONGEST_WAIT_MS = 3_000

/** Close codes by which the server says that whoever asks may not listen; trying again would be no use. */
const REFUSED = [4401, 4403]

/**
 * Opens the socket over which all progress is pushed, and keeps it open for as long as the page lives: it comes back
 * by itself, with all its subscriptions, after a dropped network or a restarted server.
 *
 * What was missed meanwhile is not sent again, so `onBack` must read afresh what is on the screen. `onRefused` is
 * called when the session is over.
 */
export function openLive({ onBack, onRefused }: { onBack: () => void; onRefused: () => void }): Client {
  let dead: ReturnType<typeof setTimeout> | undefined
  const client = createClient({
    url: () => `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: false,
    onNonLazyError: () => {},
    keepAlive: PING_EVERY_MS,
    retryAttempts: Number.POSITIVE_INFINITY,
    shouldRetry: event => !REFUSED.includes(closeCode(event)),
    retryWait: tries => untilWorthATry(Math.min(250 * 2 ** tries, LONGEST_WAIT_MS)),
    on: {
      connected: (_socket, _payload, again) => {
        setConnectionLost(false)
        if (again) onBack()
      },
      closed: event => {
        clearTimeout(dead)
        if (REFUSED.includes(closeCode(event))) onRefused()
        else setConnectionLost(true)
      },
      // A laptop that slept keeps a socket that looks open and is not: no pong in time ends it.
      ping: received => {
        if (!received) dead = setTimeout(() => client.terminate(), PONG_WITHIN_MS)
      },
      pong: received => {
        if (received) clearTimeout(dead)
      },
    },
  })
  return client
}

function closeCode(event: unknown): number {
  return (event as { code?: number } | null)?.code ?? 0
}

/** Waits that long (with a little chance in it, so that a restarted server is not stormed), or until the network is back. */
function untilWorthATry(ms: number): Promise<void> {
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
