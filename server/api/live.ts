import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from '../log.ts'
import { Watchers } from './watchers.ts'

const channel = 'lectern'
/** The delay before reconnecting to Postgres. It doubles after each failure, up to the maximum. */
const minReconnectDelayMs = 100
const maxReconnectDelayMs = 5_000
/** How often the connection is checked, to notice one that died silently. */
const heartbeatIntervalMs = 15_000
const postgresTimeoutMs = 5_000

/** The changes of packages, which the database sends to every server. */
export type LiveFeed = {
  watchPackage(packageId: string, signal: AbortSignal): AsyncIterable<void>
  close(): Promise<void>
}

/**
 * Listens on one connection for all watchers. Notifications are lost while it is disconnected, so it wakes all watchers
 * after each reconnect. Changes can arrive late but are never missed.
 */
export function openLiveFeed(connectionString: string, log: Log): LiveFeed {
  const watchers = new Watchers()
  const abortController = new AbortController()
  const listenLoop = keepListening(connectionString, watchers, abortController.signal, log)
  return {
    watchPackage: (packageId, signal) => watchers.watch(packageId, AbortSignal.any([signal, abortController.signal])),
    close: async () => {
      abortController.abort()
      await listenLoop
    },
  }
}

async function keepListening(url: string, watchers: Watchers, signal: AbortSignal, log: Log): Promise<void> {
  let delayMs = minReconnectDelayMs
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: postgresTimeoutMs,
      query_timeout: postgresTimeoutMs,
    })
    try {
      await listen(client, watchers, signal, () => {
        delayMs = minReconnectDelayMs
      })
    } catch (error) {
      log.warn({ err: error }, 'Lost the Postgres connection for live updates. Reconnecting')
    }
    await client.end().catch(() => {})
    await sleep(delayMs, undefined, { signal: signal }).catch(() => {})
    delayMs = Math.min(delayMs * 2, maxReconnectDelayMs)
  }
}

/** Listens until the connection ends or `signal` is aborted. */
async function listen(
  client: pg.Client,
  watchers: Watchers,
  signal: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort)
  client.on('error', reject).on('end', resolve)
  client.on('notification', ({ payload }) => payload && watchers.wake(payload))
  const heartbeatTimer = setInterval(() => client.query('SELECT 1').catch(reject), heartbeatIntervalMs)
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    onListening()
    watchers.wakeAll()
    await ended
  } finally {
    clearInterval(heartbeatTimer)
    signal.removeEventListener('abort', onAbort)
  }
}
