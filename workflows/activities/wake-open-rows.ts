import type { SyncRun } from '@lectern/schema/database'
import { isRunning } from '../clients/temporal.ts'
import type { Wakeable } from '../contract.ts'
import type { Deps } from './deps.ts'
import { sideBySide } from './side-by-side.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** Of what waits for a moment only what comes within so many milliseconds is looked after. */
const soon = 3_600_000

/** Questions to Temporal at a time. */
const asksAtATime = 32

/**
 * Wakes every open row without a workflow (its first wake-up was lost), and every one with a column that nobody took up yet: a request to
 * stop, a confirmation, a Dropbox that is connected again. Waking once too often changes nothing.
 */
export async function wakeOpenRows(deps: Deps): Promise<{ woken: number }> {
  let woken = 0
  const rows = await openRows(deps)
  // What somebody asked for comes first.
  const sorted = [...rows.filter(({ asked }) => asked), ...rows.filter(({ asked }) => !asked)]
  await sideBySide(asksAtATime, sorted, async ({ what, asked }) => {
    if (!asked && (await isGoingOn(deps, what))) return
    await wakeQuietly(deps, what)
    woken++
  })
  if (woken > 0) deps.log.info({ woken }, 'The sweep woke open rows')
  return { woken }
}

/** One question that fails says nothing about the others; the next sweep asks again. */
async function isGoingOn({ temporal, log }: Deps, what: Wakeable): Promise<boolean> {
  try {
    return await isRunning(temporal, what)
  } catch (error) {
    log.warn({ what, error: String(error) }, 'Temporal does not say whether a workflow runs')
    return true
  }
}

async function openRows({ database }: Deps): Promise<{ what: Wakeable; asked: boolean }[]> {
  const isOpen = { finishedAt: null }
  const open = { where: isOpen }
  const [connection, runs, transcodes, publications, schedules, inspections, attempts] = await Promise.all([
    database.dropboxConnection.findUnique({ where: { id: 1 } }),
    database.syncRun.findMany(open),
    database.transcode.findMany(open),
    database.publication.findMany(open),
    database.scheduledDeployment.findMany({ where: { ...isOpen, at: { lt: new Date(Date.now() + soon) } } }),
    database.inspection.findMany(open),
    database.attempt.findMany({
      ...open,
      include: {
        encoding: {
          include: {
            wishes: { where: { withdrawnAt: null, OR: [{ transcode: isOpen }, { publication: isOpen }] }, take: 1 },
          },
        },
      },
    }),
  ])
  return [
    ...(attempts.some(({ jobId }) => jobId !== null) ? [{ what: { workflow: 'jobs' } as const, asked: false }] : []),
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
    // Each looks at its own row all the time.
    ...inspections.map(({ packageId }) => ({ what: { workflow: 'inspect', packageId } as const, asked: false })),
    ...schedules.map(({ id }) => ({
      what: { workflow: 'deploy', scheduledDeploymentId: id } as const,
      asked: false,
    })),
    ...attempts.map(({ encoding: { contentHash, profile, wishes } }) => ({
      what: { workflow: 'encode', contentHash, profile } as const,
      asked: wishes.length === 0,
    })),
  ]
}

/** What a run waits for is there. It waits for Dropbox from when the connection was lost, so a valid one was made since. */
function isAsked({ cancelRequestedAt, confirmedAt, status }: SyncRun, connected: boolean): boolean {
  if (cancelRequestedAt !== null) return true
  if (status === 'WAITING_FOR_CONFIRMATION') return confirmedAt !== null
  return status === 'WAITING_FOR_DROPBOX' && connected
}
