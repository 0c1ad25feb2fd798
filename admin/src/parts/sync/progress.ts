import { useState } from 'react'
import { type Pace, steadyPace } from './pace.ts'
import type { SyncRun } from './sync-run.ts'
import { farthest, percentOf } from './sync-words.ts'

/** A run's percent as it was shown last. */
type Shown = { run: string; percent: number | null } | null

/** How far a run is; null while it is calculated. It never goes back on the screen: files that come while it copies only slow it down. */
export function usePercent(run: SyncRun | null): number | null {
  const [shown, setShown] = useState<Shown>(null)
  if (!run) return null
  const percent = farthest(shown?.run === run.id ? shown.percent : null, percentOf(run))
  if (shown?.run !== run.id || shown.percent !== percent) setShown({ run: run.id, percent })
  return percent
}

/** A run with its speed and time left as they are told: calmly. */
export function useCalmPace(run: SyncRun): SyncRun {
  const now: Pace = { bytesPerSecond: run.bytesPerSecond, secondsLeft: run.secondsLeft, at: Date.now() }
  const [told, setTold] = useState(now)
  const next = steadyPace(told, now)
  if (next !== told) setTold(next)
  return { ...run, bytesPerSecond: next.bytesPerSecond, secondsLeft: next.secondsLeft }
}
