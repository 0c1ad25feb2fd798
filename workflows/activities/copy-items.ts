import { setTimeout as sleep } from 'node:timers/promises'
import {
  type ClaimedItem,
  claimItems,
  copiesLeft,
  type ItemOutcome,
  type Lane,
  leaseSeconds,
  releaseItems,
  renewItems,
} from '@lectern/schema/changes/items'
import { claimPart } from '@lectern/schema/changes/uploads'
import type { Problem } from '@lectern/schema/errors'
import { Context } from '@temporalio/activity'
import type { CopiedPackage } from './copied-package.ts'
import { copyItem } from './copy-item.ts'
import { copyPart } from './copy-large.ts'
import type { Deps } from './deps.ts'
import { cancellation, every } from './heartbeat.ts'
import { mouthful } from './lanes-for.ts'
import { plannedRoot } from './plan-rules.ts'
import { Supply } from './supply.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How many items a lane copies side by side, and how often one is tried before it counts as failed. */
const sideBySide = 8
const maximumAttempts = 8
/** How often a lane renews its leases, in milliseconds: a third of what they last. */
const renewEvery = (leaseSeconds * 1000) / 3
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
  const held = new Set<string>()
  using _renewing = every(renewEvery, () => renewItems(database, lane, [...held]))
  const earlier = Array.from({ length: attempt - 1 }, (_, index) => name(index + 1))
  if (earlier.length > 0) await releaseItems(database, lane, earlier)
  const pkg = await database.package.findUniqueOrThrow({ where: { id: packageId } })
  const target = { lane, pkg, rootPage: await plannedRoot(database, pkg), held }
  const claim = () => claimItems(database, lane, { items: mouthful, bytes: deps.partSize })
  for (let patience = leastPatience; ; ) {
    signal.throwIfAborted()
    if ((await workOff(deps, target, claim, signal)) || (await copyOnePart(deps, target, signal))) {
      patience = leastPatience
      continue
    }
    const left = await copiesLeft(database, lane, deps.partSize)
    if (!left.open) return { failed: left.failed }
    await sleep(patience, undefined, { signal })
    patience = Math.min(patience * 2, mostPatience)
  }
}

/**
 * Copies and records items, several side by side, until there are none to claim; false when there was none at all. Each hand takes its next item
 * while the last one is being recorded. When one fails for good, the others end with the item in hand.
 */
async function workOff(
  deps: Deps,
  target: CopiedPackage,
  claim: () => Promise<ClaimedItem[]>,
  signal: AbortSignal,
): Promise<boolean> {
  const { lane, held } = target
  const supply = new Supply(async () => {
    const items = await claim()
    for (const { path } of items) held.add(path)
    return items
  })
  let [worked, broken, videoCame] = [false, false, false]
  // Nothing to record: the item was given to all lanes, part by part.
  const record = async (item: ClaimedItem, outcome: ItemOutcome | null) => {
    if (outcome && (await deps.recorder.record(lane, outcome)) && item.video) videoCame = true
    held.delete(item.path)
  }
  const hand = async () => {
    let recorded = Promise.resolve()
    try {
      for (let item = await supply.next(); item && !broken; item = await supply.next()) {
        worked = true
        const next = item
        const bytes = next.bytes <= deps.partSize ? next.bytes : 0
        const outcome = await deps.budget.holding(bytes, () => copyItem(deps, target, next, signal))
        await recorded
        recorded = record(next, outcome)
        // Whether it failed is asked before the next one is recorded.
        recorded.catch(() => {})
      }
      await recorded
    } catch (error) {
      broken = true
      throw error
    }
  }
  const results = await Promise.allSettled(Array.from({ length: sideBySide }, hand))
  // The transcode compares, so that once too often does no harm.
  if (videoCame) await wakeQuietly(deps, { workflow: 'transcode', packageId: lane.packageId })
  for (const result of results) if (result.status === 'rejected') throw result.reason
  return worked
}

/** Copies a part that nobody holds, and the rest of its file when it was the last one; false when there is none. */
async function copyOnePart(deps: Deps, target: CopiedPackage, signal: AbortSignal): Promise<boolean> {
  const part = await claimPart(deps.database, target.lane)
  if (!part) return false
  const last = await deps.budget.holding(part.length, () => copyPart(deps, target, part, signal))
  const completing = last ? [last] : []
  await workOff(deps, target, async () => completing.splice(0), signal)
  return true
}
