import type { SyncRun } from '@lectern/domain/database'
import { isAnswered } from '@lectern/domain/sync/sync-runs'
import { openWebhooks } from '@lectern/domain/webhooks/open-webhooks'
import { concurrently } from '../concurrently.ts'
import type { WorkflowKey } from '../contract.ts'
import type { Services } from '../services.ts'
import { isRunning } from '../temporal.ts'
import { tryWake } from '../wake.ts'

/** How far ahead scheduled deployments are checked, in milliseconds. */
const lookaheadMs = 3_600_000

/** Concurrent queries to Temporal. */
const queryConcurrency = 32

/**
 * Wakes every open row whose workflow is not running, because its first wake was lost. Also wakes every row with a
 * pending request: a cancel request, a confirmation, a chosen folder, a restored Dropbox connection, or events for a
 * webhook that does not wait for its next attempt. An extra wake changes nothing.
 */
export async function wakeOpenRows(services: Services): Promise<{ woken: number }> {
  let woken = 0
  const rows = await findOpenRows(services)
  // Rows with a pending request come first.
  const sorted = [...rows.filter(({ isRequested }) => isRequested), ...rows.filter(({ isRequested }) => !isRequested)]
  await concurrently(queryConcurrency, sorted, async ({ target, isRequested }) => {
    if (!isRequested && (await isWorkflowRunning(services, target))) return
    await tryWake(services, target)
    woken++
  })
  if (woken > 0) services.log.info({ woken }, 'The reconciler woke open rows')
  return { woken }
}

/** Returns true when a query fails, so that it does not stop the others. The next pass asks again. */
async function isWorkflowRunning({ temporal, log }: Services, target: WorkflowKey): Promise<boolean> {
  try {
    return await isRunning(temporal, target)
  } catch (error) {
    log.warn({ target, error: String(error) }, 'Temporal did not report whether a workflow is running')
    return true
  }
}

async function findOpenRows({ database }: Services): Promise<{ target: WorkflowKey; isRequested: boolean }[]> {
  const openWhere = { finishedAt: null }
  const open = { where: openWhere }
  const [
    connection,
    runs,
    transcodes,
    publications,
    schedules,
    verificationRuns,
    dryRuns,
    comparisons,
    webhooks,
    attempts,
  ] = await Promise.all([
    database.dropboxConnection.findUnique({ where: { id: 1 } }),
    database.syncRun.findMany(open),
    database.transcode.findMany(open),
    database.publication.findMany(open),
    database.scheduledDeployment.findMany({
      where: { ...openWhere, at: { lt: new Date(Date.now() + lookaheadMs) } },
    }),
    database.verificationRun.findMany(open),
    database.cleanupDryRun.findMany(open),
    database.pageComparison.findMany(open),
    openWebhooks(database),
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
      ? [{ target: { workflow: 'watchJobs' } as const, isRequested: false }]
      : []),
    ...runs.map(run => ({
      target: { workflow: 'sync', packageId: run.packageId } as const,
      isRequested: hasPendingRequest(run, connection?.valid ?? false),
    })),
    ...transcodes.map(({ packageId, cancelRequestedAt }) => ({
      target: { workflow: 'transcode', packageId } as const,
      isRequested: cancelRequestedAt !== null,
    })),
    ...publications.map(({ packageId, cancelRequestedAt }) => ({
      target: { workflow: 'publish', packageId } as const,
      isRequested: cancelRequestedAt !== null,
    })),
    // A verification run polls its own row for requests.
    ...verificationRuns.map(({ packageId }) => ({
      target: { workflow: 'verify', packageId } as const,
      isRequested: false,
    })),
    ...dryRuns.map(() => ({ target: { workflow: 'cleanupDryRun' } as const, isRequested: false })),
    ...comparisons.map(({ packageId }) => ({
      target: { workflow: 'compare', packageId } as const,
      isRequested: false,
    })),
    ...schedules.map(({ id }) => ({
      target: { workflow: 'deploy', scheduledDeploymentId: id } as const,
      isRequested: false,
    })),
    ...webhooks.map(({ id, isReady }) => ({
      target: { workflow: 'webhook', webhookId: id } as const,
      isRequested: isReady,
    })),
    ...attempts.map(({ encoding: { contentHash, profile, encodingRequests } }) => ({
      target: { workflow: 'encode', contentHash, profile } as const,
      isRequested: encodingRequests.length === 0,
    })),
  ]
}

/**
 * Returns whether what a run waits for has arrived. A run waits for Dropbox since the connection was lost, so a valid
 * connection is newer.
 */
function hasPendingRequest(run: SyncRun, isConnected: boolean): boolean {
  if (run.cancelRequestedAt !== null) return true
  if (run.status === 'WAITING_FOR_FOLDER' || run.status === 'WAITING_FOR_CONFIRMATION') return isAnswered(run)
  return run.status === 'WAITING_FOR_DROPBOX' && isConnected
}
