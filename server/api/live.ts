import { setTimeout as sleep } from 'node:timers/promises'
import type { AccessBasis } from '@lectern/domain/access/permissions'
import type { WakeSource } from '@lectern/schema/services'
import pg from 'pg'
import { AccessWatch } from '../access/access-watch.ts'
import type { Log } from '../log.ts'
import { Watchers } from './watchers.ts'

const channel = 'lectern'
/** The channel on which the database reports whose access may have ended. */
const accessChannel = 'lectern_access'
/** The delay before reconnecting to Postgres. It doubles after each failure, up to the maximum. */
const minReconnectDelayMs = 100
const maxReconnectDelayMs = 5_000
/**
 * How often the version of access is read. It finds what a report missed, and notices a connection that died silently.
 */
const accessCheckIntervalMs = 4_000
const postgresTimeoutMs = 5_000

/** The changes of packages, which the database sends to every server. */
export type LiveFeed = {
  watchPackage(packageId: string, signal: AbortSignal, wakeSource?: WakeSource): AsyncIterable<void>
  /** Calls `onChange` when access with this basis may have ended. Returns a function that stops watching. */
  watchAccess(basis: () => AccessBasis | undefined, onChange: () => void): () => void
  close(): Promise<void>
}

/**
 * Listens on one connection for all watchers. Notifications are lost while it is disconnected, so it wakes all watchers
 * after each reconnect. Changes can arrive late but are never missed.
 */
export function openLiveFeed(connectionString: string, log: Log): LiveFeed {
  const watchers = new Watchers()
  const access = new AccessWatch()
  const abortController = new AbortController()
  const listenLoop = keepListening(connectionString, { watchers, access }, abortController.signal, log)
  return {
    watchPackage: (packageId, signal, wakeSource) =>
      watchers.watch(packageId, AbortSignal.any([signal, abortController.signal]), wakeSource),
    watchAccess: (basis, onChange) => access.watch(basis, onChange),
    close: async () => {
      abortController.abort()
      await listenLoop
    },
  }
}

type Listeners = { watchers: Watchers; access: AccessWatch }

async function keepListening(url: string, listeners: Listeners, signal: AbortSignal, log: Log): Promise<void> {
  let delayMs = minReconnectDelayMs
  while (!signal.aborted) {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'lectern live',
      keepAlive: true,
      connectionTimeoutMillis: postgresTimeoutMs,
      query_timeout: postgresTimeoutMs,
    })
    try {
      await listen(client, listeners, signal, () => {
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
  { watchers, access }: Listeners,
  signal: AbortSignal,
  onListening: () => void,
): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  // It may be rejected while the connection is still being set up, before anything waits for it.
  ended.catch(() => {})
  const onAbort = () => resolve()
  signal.addEventListener('abort', onAbort)
  client.on('error', reject).on('end', resolve)
  client.on('notification', ({ channel, payload = '' }) =>
    channel === accessChannel ? access.report(payload) : watchers.wake(payload),
  )
  const checkAccess = async () => {
    const { rows } = await client.query<{ version: string }>('SELECT version::text FROM access_version')
    access.check(rows[0]!.version)
  }
  const checkTimer = setInterval(() => checkAccess().catch(reject), accessCheckIntervalMs)
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    await client.query(`LISTEN ${accessChannel}`)
    await checkAccess()
    onListening()
    watchers.wakeAll()
    await ended
  } finally {
    clearInterval(checkTimer)
    signal.removeEventListener('abort', onAbort)
  }
}
