import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Log } from './log.ts'
import { Watchers } from './watchers.ts'

const channel = 'lectern'
/** Waits before the next try to reach Postgres, in milliseconds: the first soon, then twice as long each time, up to the last. */
const firstWait = 100
const longestWait = 5_000
/** A connection that is dead and does not say so is noticed by asking, this often, in milliseconds. */
const heartbeat = 15_000
const patience = 5_000

/** What of packages may be new, as the database tells it to every server. */
export type LiveFeed = {
  watchPackage(packageId: string, ended: AbortSignal): AsyncIterable<void>
  close(): Promise<void>
}

/**
 * Listens with one connection for all who watch. What was told while it was away is lost, so after each connection all of them look again:
 * nothing is missed but the time.
 */
export function openLiveFeed(connectionString: string, log: Log): LiveFeed {
  const watchers = new Watchers()
  const closed = new AbortController()
  const listening = keepListening(connectionString, watchers, closed.signal, log)
  return {
    watchPackage: (packageId, ended) => watchers.watch(packageId, AbortSignal.any([ended, closed.signal])),
    close: async () => {
      closed.abort()
      await listening
    },
  }
}

async function keepListening(url: string, watchers: Watchers, closed: AbortSignal, log: Log): Promise<void> {
  let wait = firstWait
  while (!closed.aborted) {
    const client = new pg.Client({
      connectionString: url,
      keepAlive: true,
      connectionTimeoutMillis: patience,
      query_timeout: patience,
    })
    try {
      await listen(client, watchers, closed, () => {
        wait = firstWait
      })
    } catch (error) {
      log.warn({ err: error }, 'Postgres does not tell what is new; trying again')
    }
    await client.end().catch(() => {})
    await sleep(wait, undefined, { signal: closed }).catch(() => {})
    wait = Math.min(wait * 2, longestWait)
  }
}

/** Listens until the connection ends or we are closed. */
async function listen(
  client: pg.Client,
  watchers: Watchers,
  closed: AbortSignal,
  listening: () => void,
): Promise<void> {
  const { promise: ended, resolve, reject } = Promise.withResolvers<void>()
  const close = () => resolve()
  closed.addEventListener('abort', close)
  client.on('error', reject).on('end', resolve)
  client.on('notification', ({ payload }) => payload && watchers.wake(payload))
  const beat = setInterval(() => client.query('SELECT 1').catch(reject), heartbeat)
  try {
    await client.connect()
    await client.query(`LISTEN ${channel}`)
    listening()
    watchers.wakeAll()
    await ended
  } finally {
    clearInterval(beat)
    closed.removeEventListener('abort', close)
  }
}
