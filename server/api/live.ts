import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '@lectern/domain/database'
import type { Live } from '@lectern/schema/services'
import pg from 'pg'
import type { Log } from '../log.ts'
import { NewEventsReader } from './new-events.ts'
import { Watchers } from './watchers.ts'

const channel = 'lectern'
/** The delay before reconnecting to Postgres. It doubles after each failure, up to the maximum. */
const minReconnectDelayMs = 100
const maxReconnectDelayMs = 5_000
/** How often the connection is checked, to notice one that died silently. */
const heartbeatIntervalMs = 15_000
const postgresTimeoutMs = 5_000

/** The name by which watchers wait for the audit log, and what the database sends for it. Packages have their ids. */
const auditLog = 'audit'

/** The changes of packages and of the audit log, which the database sends to every server. */
export type LiveFeed = Live & { close(): Promise<void> }

/**
 * Listens on one connection for all watchers. Notifications are lost while it is disconnected, so it wakes all watchers
 * after each reconnect. Changes can arrive late but are never missed.
 */
export function openLiveFeed(connectionString: string, database: Database, log: Log): LiveFeed {
  const watchers = new Watchers()
  const newEvents = new NewEventsReader(database)
  const abortController = new AbortController()
  const subscribers: Subscribers = {
    wake(name) {
      if (name === auditLog) newEvents.forget()
      watchers.wake(name)
    },
    wakeAll() {
      newEvents.forget()
      watchers.wakeAll()
    },
  }
  const listenLoop = keepListening(connectionString, subscribers, abortController.signal, log)
  const watch = (name: string, signal: AbortSignal) =>
    watchers.watch(name, AbortSignal.any([signal, abortController.signal]))
  return {
    watchPackage: watch,
    watchAuditLog: signal => watch(auditLog, signal),
    newEvents: after => newEvents.read(after),
    close: async () => {
      abortController.abort()
      await listenLoop
    },
  }
}

type Subscribers = Pick<Watchers, 'wake' | 'wakeAll'>

async function keepListening(url: string, watchers: Subscribers, signal: AbortSignal, log: Log): Promise<void> {
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
  watchers: Subscribers,
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
