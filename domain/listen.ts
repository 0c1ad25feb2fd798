import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/**
 * The channel on which the database reports changes: the id of a package, or `auditLogChange` when the audit log has new
 * events.
 */
export const changesChannel = 'lectern'
export const auditLogChange = 'audit'

/** The delay before reconnecting to Postgres. It doubles after each failure, up to the maximum. */
const minReconnectDelayMs = 100
const maxReconnectDelayMs = 5_000
const postgresTimeoutMs = 5_000

type Listener = {
  channels: readonly string[]
  onNotification: (payload: string, channel: string) => void
  /** Called after each connect. Notifications of the time before are lost. */
  onConnected: () => void
  onLost: (error: unknown) => void
  /** Runs after each connect, and then in this interval. It also notices a connection that died silently. */
  check: { intervalMs: number; run: (client: pg.Client) => Promise<unknown> }
}

/** The check of listeners that need nothing but the connection. */
export const heartbeat: Listener['check'] = { intervalMs: 15_000, run: client => client.query('SELECT 1') }

/**
 * Listens on channels of Postgres with a connection of its own, and connects again when it is lost. `name`: the name of
 * the connection in Postgres.
 */
export function listen(connectionString: string, name: string, listener: Listener): { close(): Promise<void> } {
  const abortController = new AbortController()
  const loop = keepListening(connectionString, name, listener, abortController.signal)
  return {
    close: async () => {
      abortController.abort()
      await loop
    },
  }
}

async function keepListening(url: string, name: string, listener: Listener, signal: AbortSignal): Promise<void> {
  let delayMs = minReconnectDelayMs
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: url,
      application_name: name,
      keepAlive: true,
      connectionTimeoutMillis: postgresTimeoutMs,
      query_timeout: postgresTimeoutMs,
    })
    try {
      await listenOnce(client, signal, {
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
async function listenOnce(client: pg.Client, signal: AbortSignal, listener: Listener): Promise<void> {
  const { channels, onNotification, onConnected, check } = listener
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  // It may be rejected while the connection is still being set up, before anything waits for it.
  ended.catch(() => {})
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort)
  client.on('error', reject).on('end', resolve)
  client.on('notification', ({ channel, payload = '' }) => onNotification(payload, channel))
  const checkTimer = setInterval(() => check.run(client).catch(reject), check.intervalMs)
  try {
    await client.connect()
    for (const channel of channels) await client.query(`LISTEN ${pg.escapeIdentifier(channel)}`)
    await check.run(client)
    onConnected()
    await ended
  } finally {
    clearInterval(checkTimer)
    signal.removeEventListener('abort', onAbort)
  }
}
