import { isDeepStrictEqual } from 'node:util'
import { notFound } from '@lectern/domain/errors'
import { initContextCache } from '@pothos/core'
import { canSeeInEnvironment, canSeePackage } from './access/visible.ts'
import type { Context } from './context.ts'
import type { WakeSource } from './services.ts'

/**
 * How long a subscription uses the permissions that it loaded before it loads them again. The server reports changes at once,
 * and counts them every few seconds, so this only is a second check.
 */
const rightsCacheMs = 60_000

/**
 * What a subscription watches. `environmentId`: the environment that it belongs to. `isOver`: no state follows this one; without it, the
 * subscription lasts until the client leaves. `skipUnchanged`: the result of `read` is the complete state, so a state equal
 * to the last one is not sent.
 */
type LiveQuery<Row> = {
  environmentId?: string
  read: () => Promise<Row | null>
  isOver?: (row: Row) => boolean
  skipUnchanged: boolean
}

/**
 * The states of something in a package: the current one first, then one after each change, and always the last.
 * Checks the right to see it before each state; NOT_FOUND ends the stream when it is lost.
 */
export async function* liveQuery<Row extends object>(
  context: Context,
  packageId: string,
  { environmentId, read, isOver, skipUnchanged }: LiveQuery<Row>,
): AsyncGenerator<Row> {
  let lastSent: Row | null = null
  const rights = freshRights(context)
  for await (const _ of context.services.live.watchPackage(packageId, context.signal, rights.wakeSource)) {
    // Most of the time there is nothing to wait for, and there may be thousands of subscriptions.
    if (rights.isStale()) await rights.refresh()
    const isVisible =
      environmentId === undefined
        ? canSeePackage(context, packageId)
        : canSeeInEnvironment(context, { packageId, environmentId })
    if (!isVisible) throw notFound('This package')
    // Pothos caches the selections of nested fields by context. They contain the permissions of the previous state.
    Object.assign(context, initContextCache())
    const row = await read()
    if (row === null || (skipUnchanged && isUnchanged(row, lastSent))) continue
    lastSent = row
    yield row
    if (isOver?.(row)) return
  }
}

/** Which rows equal which earlier ones. Subscriptions that share their reads compare them once. */
const comparisons = new WeakMap<object, WeakMap<object, boolean>>()

function isUnchanged(row: object, lastSent: object | null): boolean {
  if (lastSent === null) return false
  const known = comparisons.get(row) ?? new WeakMap<object, boolean>()
  const result = known.get(lastSent) ?? isDeepStrictEqual(row, lastSent)
  comparisons.set(row, known.set(lastSent, result))
  return result
}

/**
 * Keeps the caller's permissions current while something lasts. `refresh` loads them again the first time, because a report
 * before `wakeSource` is in use reaches nobody, and if the last time is over a minute ago. `wakeSource` wakes when they may
 * have ended, and then the next `refresh` loads them.
 */
export function freshRights(context: Context): {
  wakeSource: WakeSource
  isStale: () => boolean
  refresh: () => Promise<void>
} {
  let checkedAtMs = 0
  const isStale = () => context.refreshCaller !== undefined && Date.now() - checkedAtMs > rightsCacheMs
  return {
    wakeSource: wake =>
      context.accessChanges?.(() => {
        checkedAtMs = 0
        wake()
      }) ?? (() => {}),
    isStale,
    refresh: async () => {
      if (!isStale()) return
      // First, so that a report during the load makes the next one load again.
      checkedAtMs = Date.now()
      await context.refreshCaller?.()
    },
  }
}
