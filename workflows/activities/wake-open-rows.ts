import type { SyncRun } from '@lectern/schema/database'
import { isRunning } from '../clients/temporal.ts'
import type { Wakeable } from '../contract.ts'
import type { Deps } from './deps.ts'
import { wakeQuietly } from './wake-quietly.ts'

/**
 * Wakes every open row without a workflow (its first wake-up was lost), and every one with a column that nobody took up yet: a request to
 * stop, a confirmation, a Dropbox that is connected again. Waking once too often changes nothing.
 */
export async function wakeOpenRows(deps: Deps): Promise<{ woken: number }> {
  let woken = 0
  for (const { what, asked } of await openRows(deps)) {
    if (!asked && (await isRunning(deps.temporal, what))) continue
    await wakeQuietly(deps, what)
    woken++
  }
  if (woken > 0) deps.log.info({ woken }, 'The sweep woke open rows')
  return { woken }
}

async function openRows({ database }: Deps): Promise<{ what: Wakeable; asked: boolean }[]> {
  const open = { where: { finishedAt: null } }
  const [connection, runs, transcodes, publications, attempts] = await Promise.all([
    database.dropboxConnection.findUnique({ where: { id: 1 } }),
    database.syncRun.findMany(open),
    database.transcode.findMany(open),
    database.publication.findMany(open),
    database.attempt.findMany({
      ...open,
      include: { encoding: { include: { wishes: { where: { withdrawnAt: null }, take: 1 } } } },
    }),
  ])
  return [
    ...runs.map(run => ({
      what: { workflow: 'sync', packageId: run.packageId } as const,
      asked: isAsked(run, connection?.valid ?? false),
    })),
    ...transcodes.map(({ packageId, cancelRequestedAt }) => ({
      what: { workflow: 'transcode', packageId } as const,
      asked: cancelRequestedAt !== null,
    })),
    ...publications.map(({ packageId, cancelRequestedAt }) => ({
      what: { workflow: 'publish', packageId } as const,
      asked: cancelRequestedAt !== null,
    })),
    ...attempts.map(({ cancelAskedAt, encoding: { contentHash, profile, wishes } }) => ({
      what: { workflow: 'encode', contentHash, profile } as const,
      asked: wishes.length === 0 && cancelAskedAt === null,
    })),
    ...(attempts.some(({ jobId }) => jobId !== null) ? [{ what: { workflow: 'jobs' } as const, asked: false }] : []),
  ]
}

/** What a run waits for is there. It waits for Dropbox from when the connection was lost, so a valid one was made since. */
function isAsked({ cancelRequestedAt, confirmedAt, status }: SyncRun, connected: boolean): boolean {
  if (cancelRequestedAt !== null) return true
  if (status === 'WAITING_FOR_CONFIRMATION') return confirmedAt !== null
  return status === 'WAITING_FOR_DROPBOX' && connected
}
