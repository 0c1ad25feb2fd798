import { setTimeout as sleep } from 'node:timers/promises'
import type { Problem } from '@lectern/domain/errors'
import {
  type ClaimedItem,
  claimLargeItem,
  claimSmallItems,
  failedCopies,
  hasMoreCopies,
  type ItemOutcome,
  type Lane,
  leaseSeconds,
  releaseLeases,
  renewLeases,
} from '@lectern/domain/sync/items'
import { claimPart } from '@lectern/domain/sync/uploads'
import { Context } from '@temporalio/activity'
import { cancellationSignal, repeatEvery } from '../../heartbeat.ts'
import type { Services } from '../../services.ts'
import { tryWake } from '../../wake.ts'
import { claimBatchSize } from '../plan/lane-count.ts'
import { BatchQueue } from './batch-queue.ts'
import type { CopyContext } from './copy-context.ts'
import { copyItem } from './copy-item.ts'
import { copyPart } from './copy-large.ts'

/** How many items a lane copies concurrently besides a part, and how often an item is tried before it has failed. */
const workersPerLane = 8
const maxAttempts = 8
/** How often a lane renews its leases, in milliseconds: a third of their duration. */
const renewIntervalMs = (leaseSeconds * 1000) / 3
/** How long a lane waits when there is nothing to claim, doubling up to the maximum, in milliseconds. */
const [minBackoffMs, maxBackoffMs] = [50, 800]

/**
 * Runs one lane until nothing is left. It claims small files and, at the same time, parts of large files by lease, and
 * copies and records them. A killed lane leaves its leases. Its next attempt releases them at once, because the killed
 * attempt can no longer record anything.
 */
export async function copyItems(
  services: Services,
  { runId }: { runId: string; lane: number },
): Promise<{ failed: (Problem & { path: string })[] }> {
  const { database, partBytes } = services
  const { packageId } = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const { attempt, activityId, workflowExecution } = Context.current().info
  const laneName = (attemptNumber: number) => `${workflowExecution!.runId}/${activityId}#${attemptNumber}`
  const lane: Lane = { runId, packageId, name: laneName(attempt), maximumAttempts: maxAttempts }
  const signal = cancellationSignal()
  const leasedPaths = new Set<string>()
  using _leaseRenewal = repeatEvery(renewIntervalMs, () => renewLeases(database, lane, [...leasedPaths]))
  const earlierLaneNames = Array.from({ length: attempt - 1 }, (_, index) => laneName(index + 1))
  if (earlierLaneNames.length > 0) await releaseLeases(database, lane, earlierLaneNames)
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const context: CopyContext = { lane, pkg, leasedPaths, ended: new AbortController() }
  const claimSmall = () => claimSmallItems(database, lane, { maxItems: claimBatchSize, partBytes })
  const claimLarge = () => claimLargeItem(database, lane, partBytes)
  const results = await Promise.allSettled([
    repeatUntilEnd(services, context, signal, () => copyClaimedItems(services, context, claimSmall, signal)),
    repeatUntilEnd(
      services,
      context,
      signal,
      async () =>
        (await copyClaimedItems(services, context, claimLarge, signal)) ||
        (await copyOnePart(services, context, signal)),
    ),
  ])
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return { failed: await failedCopies(database, runId) }
}

/** Calls `copyNext` until the lane has ended. Waits when it returns false, which means that there was nothing to copy. */
async function repeatUntilEnd(
  { database, partBytes }: Services,
  { lane, ended }: CopyContext,
  signal: AbortSignal,
  copyNext: () => Promise<boolean>,
): Promise<void> {
  const woken = AbortSignal.any([signal, ended.signal])
  try {
    for (let backoffMs = minBackoffMs; !ended.signal.aborted; ) {
      signal.throwIfAborted()
      if (await copyNext()) backoffMs = minBackoffMs
      else if (await hasMoreCopies(database, lane, partBytes)) {
        await sleep(backoffMs, undefined, { signal: woken }).catch(() => {})
        backoffMs = Math.min(backoffMs * 2, maxBackoffMs)
      } else return
    }
  } finally {
    ended.abort()
  }
}

/**
 * Copies and records items, several concurrently, until there are none to claim. Returns false if there was none at
 * all. Each worker takes its next item while the last one is being recorded. When one fails permanently, the others
 * finish their current item and stop.
 */
async function copyClaimedItems(
  services: Services,
  context: CopyContext,
  claim: () => Promise<ClaimedItem[]>,
  signal: AbortSignal,
): Promise<boolean> {
  const { lane, leasedPaths, ended } = context
  const queue = new BatchQueue(async () => {
    const items = await claim()
    for (const { path } of items) leasedPaths.add(path)
    return items
  })
  let [hasClaimed, hasNewVideo] = [false, false]
  // Null means nothing to record: all lanes copy the item, part by part.
  const recordOutcome = async (item: ClaimedItem, outcome: ItemOutcome | null) => {
    if (outcome && (await services.recorder.record(lane, outcome)) && item.video) hasNewVideo = true
    leasedPaths.delete(item.path)
  }
  const worker = async () => {
    let recording = Promise.resolve()
    try {
      for (let item = await queue.next(); item && !ended.signal.aborted; item = await queue.next()) {
        hasClaimed = true
        const next = item
        const bytes = next.bytes <= services.partBytes ? next.bytes : 0
        const outcome = await services.byteBudget.withReservation(bytes, () =>
          copyItem(services, context, next, signal),
        )
        await recording
        recording = recordOutcome(next, outcome)
        // The failure is thrown by the await above, before the next outcome is recorded.
        recording.catch(() => {})
      }
      await recording
    } catch (error) {
      ended.abort()
      throw error
    }
  }
  const results = await Promise.allSettled(Array.from({ length: workersPerLane }, worker))
  // The transcode compares rows, so an extra wake is harmless.
  if (hasNewVideo) await tryWake(services, { workflow: 'transcode', packageId: lane.packageId })
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return hasClaimed
}

/** Copies one unclaimed part, and completes its file if it was the last one. Returns false if there is no such part. */
async function copyOnePart(services: Services, context: CopyContext, signal: AbortSignal): Promise<boolean> {
  const part = await claimPart(services.database, context.lane)
  if (!part) return false
  const itemToComplete = await services.byteBudget.withReservation(part.length, () =>
    copyPart(services, context, part, signal),
  )
  const remainingItems = itemToComplete ? [itemToComplete] : []
  await copyClaimedItems(services, context, async () => remainingItems.splice(0), signal)
  return true
}
