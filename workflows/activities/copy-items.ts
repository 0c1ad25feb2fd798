import { setTimeout as sleep } from 'node:timers/promises'
import { claimItems, copiesLeft, type Lane, releaseItems, renewItems } from '@lectern/schema/changes/items'
import type { SyncItem } from '@lectern/schema/database'
import type { Problem } from '@lectern/schema/errors'
import { Context } from '@temporalio/activity'
import { isVideo } from '../videos.ts'
import { plannedRoot } from './calculate.ts'
import { type CopiedPackage, copyItem } from './copy-item.ts'
import type { Deps } from './deps.ts'
import { cancellation, withEachBeat } from './heartbeat.ts'
import { Recorder } from './recorder.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How many items a lane takes at a time, how many of them it copies side by side, and how often one is tried before it counts as failed. */
const mouthful = 16
const sideBySide = 8
const maximumAttempts = 8

/**
 * One lane: claims items by lease, copies and records them, until none is left. A lane that was killed leaves its leases; its next attempt
 * gives them back at once, because whoever held them cannot record any more.
 */
export async function copyItems(
  deps: Deps,
  { runId }: { runId: string; lane: number },
): Promise<{ failed: (Problem & { path: string })[] }> {
  const { database } = deps
  const { packageId } = await database.syncRun.findUniqueOrThrow({ where: { id: runId } })
  const { attempt, activityId, workflowExecution } = Context.current().info
  const name = (number: number) => `${workflowExecution!.runId}/${activityId}#${number}`
  const lane: Lane = { runId, packageId, name: name(attempt), maximumAttempts }
  const signal = cancellation()
  using _renewing = withEachBeat(() => database.$transaction(tx => renewItems(tx, lane)))
  const earlier = Array.from({ length: attempt - 1 }, (_, index) => name(index + 1))
  await database.$transaction(tx => releaseItems(tx, lane, earlier))
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const target = { pkg, rootPage: await plannedRoot(database, packageId) }
  for (;;) {
    const items = await database.$transaction(tx => claimItems(tx, lane, { items: mouthful, bytes: deps.partSize }))
    await workOff(deps, lane, target, items, signal)
    if (items.length > 0) continue
    const left = await database.$transaction(tx => copiesLeft(tx, lane.runId))
    if (left.pending === 0) return { failed: left.failed }
    // Others hold the rest, or it waits for its next attempt.
    await sleep(250, undefined, { signal })
  }
}

async function workOff(
  deps: Deps,
  lane: Lane,
  target: CopiedPackage,
  items: SyncItem[],
  signal: AbortSignal,
): Promise<void> {
  // Whoever records a video's arrival wakes the package's transcode; it compares, so once too often does no harm.
  const recorder = new Recorder(deps.database, lane, async paths => {
    if (paths.some(isVideo)) await wakeQuietly(deps, { workflow: 'transcode', packageId: lane.packageId })
  })
  const queue = [...items]
  const copyNext = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const next = item
      const bytes = Math.min(Number(next.bytes), deps.partSize)
      await recorder.add(await deps.budget.holding(bytes, () => copyItem(deps, target, next, signal)))
    }
  }
  const results = await Promise.allSettled(Array.from({ length: sideBySide }, copyNext))
  await recorder.flush()
  for (const result of results) if (result.status === 'rejected') throw result.reason
}
