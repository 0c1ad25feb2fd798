import type { SyncRun } from '@lectern/domain/database'
import { isRunning } from './temporal.ts'
import type { WorkflowKey } from './contract.ts'
import type { Services } from './services.ts'
import { concurrently } from './concurrently.ts'
import { wake } from './wake.ts'

/** Of what waits for a moment only what comes within so many milliseconds is looked after. */
const lookaheadMs = 3_600_000

/** Questions to Temporal at a time. */
const queryConcurrency = 32

/**
 * Wakes every open row without a workflow (its first wake-up was lost), and every one with a column that nobody took up yet: a request to
 * stop, a confirmation, a Dropbox that is connected again. Waking once too often changes nothing.
 */
export async function wakeOpenRows(services: Services): Promise<{ woken: number }> {
  let woken = 0
  const rows = await findOpenRows(services)
  // What somebody asked for comes first.
  const sorted = [...rows.filter(({ isRequested }) => isRequested), ...rows.filter(({ isRequested }) => !isRequested)]
  await concurrently(queryConcurrency, sorted, async ({ what, isRequested }) => {
    if (!isRequested && (await isWorkflowRunning(services, what))) return
    await wake(services, what)
    woken++
  })
  if (woken > 0) services.log.info({ woken }, 'The sweep woke open rows')
  return { woken }
}

/** One question that fails says nothing about the others; the next sweep asks again. */
async function isWorkflowRunning({ temporal, log }: Services, target: WorkflowKey): Promise<boolean> {
  try {
    return await isRunning(temporal, target)
  } catch (error) {
    log.warn({ what: target, error: String(error) }, 'Temporal does not say whether a workflow runs')
    return true
  }
}

async function findOpenRows({ database }: Services): Promise<{ what: WorkflowKey; isRequested: boolean }[]> {
  const openWhere = { finishedAt: null }
  const open = { where: openWhere }
  const [connection, runs, transcodes, publications, schedules, verificationRuns, attempts] = await Promise.all([
    database.dropboxConnection.findUnique({ where: { id: 1 } }),
    database.syncRun.findMany(open),
    database.transcode.findMany(open),
    database.publication.findMany(open),
    database.scheduledDeployment.findMany({ where: { ...openWhere, at: { lt: new Date(Date.now() + lookaheadMs) } } }),
    database.verificationRun.findMany(open),
    database.attempt.findMany({
      ...open,
      include: {
        encoding: {
          include: {
            encodingRequests: {
              where: { droppedAt: null, OR: [{ transcode: openWhere }, { publication: openWhere }] },
              take: 1,
            },
          },
        },
      },
    }),
  ])
  return [
    ...(attempts.some(({ jobId }) => jobId !== null)
      ? [{ what: { workflow: 'watchJobs' } as const, isRequested: false }]
      : []),
    ...runs.map(run => ({
      what: { workflow: 'sync', packageId: run.packageId } as const,
      isRequested: hasPendingRequest(run, connection?.valid ?? false),
    })),
    ...transcodes.map(({ packageId, cancelRequestedAt }) => ({
      what: { workflow: 'transcode', packageId } as const,
      isRequested: cancelRequestedAt !== null,
    })),
    ...publications.map(({ packageId, cancelRequestedAt }) => ({
      what: { workflow: 'publish', packageId } as const,
      isRequested: cancelRequestedAt !== null,
    })),
    // Each looks at its own row all the time.
    ...verificationRuns.map(({ packageId }) => ({
      what: { workflow: 'verify', packageId } as const,
      isRequested: false,
    })),
    ...schedules.map(({ id }) => ({
      what: { workflow: 'deploy', scheduledDeploymentId: id } as const,
      isRequested: false,
    })),
    ...attempts.map(({ encoding: { contentHash, profile, encodingRequests } }) => ({
      what: { workflow: 'encode', contentHash, profile } as const,
      isRequested: encodingRequests.length === 0,
    })),
  ]
}

/** What a run waits for is there. It waits for Dropbox from when the connection was lost, so a valid one was made since. */
function hasPendingRequest({ cancelRequestedAt, confirmedAt, status }: SyncRun, isConnected: boolean): boolean {
  if (cancelRequestedAt !== null) return true
  if (status === 'WAITING_FOR_CONFIRMATION') return confirmedAt !== null
  return status === 'WAITING_FOR_DROPBOX' && isConnected
}
