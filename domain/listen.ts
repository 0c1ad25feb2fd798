import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** The delay before reconnecting to Postgres. It doubles after each failure, up to the maximum. */
const minReconnectDelayMs = 100
const maxReconnectDelayMs = 5_000
/** How often the connection is checked, to notice one that died silently. */
const heartbeatIntervalMs = 15_000
const postgresTimeoutMs = 5_000

type Listener = {
  onNotification: (payload: string) => void
  /** Called after each connect. Notifications of the time before are lost. */
  onConnected: () => void
  onLost: (error: unknown) => void
}

/** Listens on a channel of Postgres with a connection of its own, and connects again when it is lost. */
export function listen(connectionString: string, channel: string, listener: Listener): { close(): Promise<void> } {
  const abortController = new AbortController()
  const loop = keepListening(connectionString, channel, listener, abortController.signal)
  return {
    close: async () => {
      abortController.abort()
      await loop
    },
  }
}

async function keepListening(url: string, channel: string, listener: Listener, signal: AbortSignal): Promise<void> {
  let delayMs = minReconnectDelayMs
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: postgresTimeoutMs,
      query_timeout: postgresTimeoutMs,
    })
    try {
      await listenOnce(client, channel, signal, {
        ...listener,
        onConnected: () => {
          delayMs = minReconnectDelayMs
          listener.onConnected()
        },
      })
    } catch (error) {
      listener.onLost(error)
    }
    await client.end().catch(() => {})
    await sleep(delayMs, undefined, { signal }).catch(() => {})
    delayMs = Math.min(delayMs * 2, maxReconnectDelayMs)
  }
}

/** Listens until the connection ends or `signal` is aborted. */
async function listenOnce(client: pg.Client, channel: string, signal: AbortSignal, listener: Listener): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort)
  client.on('error', reject).on('end', resolve)
  client.on('notification', ({ payload }) => payload && listener.onNotification(payload))
  const heartbeatTimer = setInterval(() => client.query('SELECT 1').catch(reject), heartbeatIntervalMs)
  try {
    await client.connect()
    await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    listener.onConnected()
    await ended
  } finally {
    clearInterval(heartbeatTimer)
    signal.removeEventListener('abort', onAbort)
  }
}
