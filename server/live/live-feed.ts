import type { AccessBasis, Caller } from '@lectern/domain/access/permissions'
import type { Database } from '@lectern/domain/database'
import { auditLogChange, changesChannel, listen } from '@lectern/domain/listen'
import type { Live } from '@lectern/schema/services'
import { AccessWatch } from '../access/access-watch.ts'
import type { Log } from '../log.ts'
import { NewEventsReader } from './new-events.ts'
import { SharedReads } from './shared-reads.ts'
import { Watchers } from './watchers.ts'

/** The channel on which the database reports whose access may have ended. */
const accessChannel = 'lectern_access'
/**
 * How often the version of access is read. It finds what a report missed and what has expired. Connections close up to two
 * seconds later, and all of it must end within five seconds also on a busy machine.
 */
const accessCheckIntervalMs = 1_000
/** How long a read of a package is shared, if nothing of it changes. */
const shareReadsMs = 250

/** The changes of packages, of the audit log, and of access, which the database sends to every server. */
export type LiveFeed = Live & {
  /** Calls `onChange` when access with this basis may have ended. Returns a function that stops watching. */
  watchAccess(basis: () => AccessBasis | undefined, onChange: () => void): () => void
  /** Loads a caller again. The connections of one token or session share a load until its access may have ended. */
  reloadCaller(caller: Caller, load: () => Promise<Caller | null>): Promise<Caller | null>
  close(): Promise<void>
}

/**
 * Listens on one connection for all watchers. Notifications are lost while it is disconnected, so it wakes all watchers
 * after each reconnect. Changes can arrive late but are never missed.
 */
export function openLiveFeed(connectionString: string, database: Database, log: Log): LiveFeed {
  const watchers = new Watchers()
  const access = new AccessWatch()
  const newEvents = new NewEventsReader(database)
  const reads = new SharedReads(shareReadsMs)
  const callers = new SharedReads(accessCheckIntervalMs)
  const listener = listen(connectionString, 'lectern live', {
    channels: [changesChannel, accessChannel],
    onNotification(payload, name) {
      if (name === accessChannel) {
        callers.forgetAll()
        return access.report(payload)
      }
      if (payload === auditLogChange) newEvents.forget()
      else reads.forget(payload)
      watchers.wake(payload)
    },
    onConnected() {
      newEvents.forget()
      reads.forgetAll()
      watchers.wakeAll()
    },
    onLost: error => log.warn({ err: error }, 'Lost the Postgres connection for live updates. Reconnecting'),
    check: {
      intervalMs: accessCheckIntervalMs,
      run: async client => {
        const { rows } = await client.query<{ version: string }>('SELECT version::text FROM access_version')
        callers.forgetAll()
        access.check(rows[0]!.version)
      },
    },
  })
  return {
    watchPackage: (packageId, signal, wakeSource) => watchers.watch(packageId, signal, wakeSource),
    watchWebhook: (webhookId, signal, wakeSource) => watchers.watch(webhookId, signal, wakeSource),
    watchAuditLog: (signal, wakeSource) => watchers.watch(auditLogChange, signal, wakeSource),
    newEvents: after => newEvents.read(after),
    readShared: (packageId, name, read) => reads.read(packageId, name, read),
    reloadCaller: ({ actor, sessionId }, load) =>
      callers.read(`${sessionId ?? ''} ${actor.tokenId ?? ''}`, 'Caller', load),
    watchAccess: (basis, onChange) => access.watch(basis, onChange),
    close: async () => {
      watchers.close()
      await listener.close()
    },
  }
}
