import { useState } from 'react'
import { type Pace, smoothPace } from './pace.ts'
import type { SyncRun } from './sync-run.ts'
import { maxPercent, runPercent } from './sync-labels.ts'

/** A run's percent as it was shown last. */
type DisplayedPercent = { run: string; percent: number | null } | null

/** How far a run is; null while it is calculated. It never goes back on the screen: files that come while it copies only slow it down. */
export function useRunPercent(run: SyncRun | null): number | null {
  const [displayed, setDisplayed] = useState<DisplayedPercent>(null)
  if (!run) return null
  const percent = maxPercent(displayed?.run === run.id ? displayed.percent : null, runPercent(run))
  if (displayed?.run !== run.id || displayed.percent !== percent) setDisplayed({ run: run.id, percent })
  return percent
}

/** A run with its speed and time left as they are told: calmly. */
export function useSmoothedPace(run: SyncRun): SyncRun {
  const latest: Pace = { bytesPerSecond: run.bytesPerSecond, secondsLeft: run.secondsLeft, atMs: Date.now() }
  const [displayed, setDisplayed] = useState(latest)
  const next = smoothPace(displayed, latest)
  if (next !== displayed) setDisplayed(next)
  return { ...run, bytesPerSecond: next.bytesPerSecond, secondsLeft: next.secondsLeft }
}
