import { setTimeout as sleep } from 'node:timers/promises'
import { claimItems, copiesLeft, type Lane, releaseItems, renewItems } from '@lectern/schema/changes/items'
import type { Problem } from '@lectern/schema/errors'
import { rootPage } from '@lectern/schema/reads/root-page'
import { Context } from '@temporalio/activity'
import { isVideo } from '../videos.ts'
import { type CopiedPackage, copyItem } from './copy-item.ts'
import type { Deps } from './deps.ts'
import { beating } from './heartbeat.ts'
import { Recorder } from './recorder.ts'
import { wakeQuietly } from './wake-quietly.ts'

/** How many items a lane takes at a time, and how often one is tried before it counts as failed. */
const claimSize = 16
const maximumAttempts = 5

/**
 * One lane: claims items by lease, copies them one after the other and records them, until none is left. A lane that was killed leaves its
 * leases; its next attempt gives them back at once, because whoever held them is dead and could not record any more.
 */
export async function copyItems(
  deps: Deps,
  input: { runId: string; lane: number },
): Promise<{ failed: (Problem & { path: string })[] }> {
  const { database } = deps
  const { packageId } = await database.syncRun.findUniqueOrThrow({ where: { id: input.runId } })
  const attempt = Context.current().info.attempt
  const name = (number: number) => `${input.lane}#${number}`
  const lane: Lane = { runId: input.runId, packageId, name: name(attempt), maximumAttempts }
  using life = beating(() => database.$transaction(tx => renewItems(tx, lane)))
  const earlier = Array.from({ length: attempt - 1 }, (_, index) => name(index + 1))
  await database.$transaction(tx => releaseItems(tx, lane, earlier))
  const target = await copiedPackage(deps, lane)
  for (;;) {
    const items = await database.$transaction(tx => claimItems(tx, lane, claimSize))
    await workOff(deps, lane, target, items, life.signal)
    if (items.length > 0) continue
    const left = await database.$transaction(tx => copiesLeft(tx, lane.runId))
    if (left.pending === 0) return { failed: left.failed }
    // Others hold the rest; should one of them die, its leases end and are claimed here.
    await sleep(250, undefined, { signal: life.signal })
  }
}

async function workOff(
  deps: Deps,
  lane: Lane,
  target: CopiedPackage,
  items: Awaited<ReturnType<typeof claimItems>>,
  signal: AbortSignal,
): Promise<void> {
  const recorder = new Recorder(deps.database, lane)
  try {
    for (const item of items) {
      const outcome = await copyItem(deps, target, item, signal)
      await wakeForVideos(deps, lane, await recorder.add(outcome))
    }
  } finally {
    await wakeForVideos(deps, lane, await recorder.flush())
  }
}

/** Whoever records a video's arrival wakes the package's transcode; it compares, so once too often does no harm. */
async function wakeForVideos(deps: Deps, lane: Lane, paths: string[]): Promise<void> {
  if (paths.some(isVideo)) await wakeQuietly(deps, { workflow: 'transcode', packageId: lane.packageId })
}

async function copiedPackage({ database }: Deps, lane: Lane): Promise<CopiedPackage> {
  const pkg = await database.package.findUniqueOrThrow({ where: { id: lane.packageId } })
  const atRoot = {
    packageId: pkg.id,
    generation: pkg.generation,
    parentLower: pkg.dropboxPathLower,
    kind: 'FILE' as const,
    ignoredReason: null,
  }
  const files = await database.entry.findMany({ where: atRoot, select: { path: true } })
  return {
    pkg,
    rootPage: rootPage(
      files.map(file => file.path),
      pkg.rootPage,
    ),
  }
}
