import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ClaimedItem,
  claimItems,
  copiesLeft,
  type Lane,
  releaseItems,
  renewItems,
} from '@lectern/schema/changes/items'
import { claimPart } from '@lectern/schema/changes/uploads'
import type { Problem } from '@lectern/schema/errors'
import { Context } from '@temporalio/activity'
import { isVideo } from '../videos.ts'
import { type CopiedPackage, copyItem } from './copy-item.ts'
import { copyPart } from './copy-large.ts'
import type { Deps } from './deps.ts'
import { cancellation, withEachBeat } from './heartbeat.ts'
import { plannedRoot } from './plan-rules.ts'
import { Recorder } from './recorder.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How many items a lane takes at a time, how many of them it copies side by side, and how often one is tried before it counts as failed. */
const mouthful = 32
const sideBySide = 8
const maximumAttempts = 8
/** How long a lane waits when there is nothing to take at the moment: longer and longer, in milliseconds. */
const [leastPatience, mostPatience] = [50, 800]

/**
 * One lane: claims items and parts of large files by lease, copies and records them, until none is left. A lane that was killed leaves its
 * leases; its next attempt gives them back at once, because whoever held them cannot record any more.
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
  using _renewing = withEachBeat(() => renewItems(database, lane))
  const earlier = Array.from({ length: attempt - 1 }, (_, index) => name(index + 1))
  if (earlier.length > 0) await releaseItems(database, lane, earlier)
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const target = { lane, pkg, rootPage: await plannedRoot(database, pkg) }
  for (let patience = leastPatience; ; ) {
    signal.throwIfAborted()
    const items = await claimItems(database, lane, { items: mouthful, bytes: deps.partSize })
    if (items.length > 0) await workOff(deps, target, items, signal)
    if (items.length > 0 || (await copyOnePart(deps, target, signal))) {
      patience = leastPatience
      continue
    }
    const left = await copiesLeft(database, lane, deps.partSize)
    if (!left.open) return { failed: left.failed }
    await sleep(patience, undefined, { signal })
    patience = Math.min(patience * 2, mostPatience)
  }
}

async function workOff(deps: Deps, target: CopiedPackage, items: ClaimedItem[], signal: AbortSignal): Promise<void> {
  const { lane } = target
  // Whoever records a video's arrival wakes the package's transcode; it compares, so once too often does no harm.
  const recorder = new Recorder(deps.database, lane, async paths => {
    if (paths.some(isVideo)) await wakeQuietly(deps, { workflow: 'transcode', packageId: lane.packageId })
  })
  const queue = [...items]
  const copyNext = async () => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const next = item
      const bytes = next.bytes <= deps.partSize ? next.bytes : 0
      const outcome = await deps.budget.holding(bytes, () => copyItem(deps, target, next, signal))
      if (outcome) await recorder.add(outcome)
    }
  }
  const results = await Promise.allSettled(Array.from({ length: sideBySide }, copyNext))
  await recorder.flush()
  for (const result of results) if (result.status === 'rejected') throw result.reason
}

/** Copies a part that nobody holds, and the rest of its file when it was the last one; false when there is none. */
async function copyOnePart(deps: Deps, target: CopiedPackage, signal: AbortSignal): Promise<boolean> {
  const part = await claimPart(deps.database, target.lane)
  if (!part) return false
  const last = await deps.budget.holding(part.length, () => copyPart(deps, target, part, signal))
  if (last) await workOff(deps, target, [last], signal)
  return true
}
