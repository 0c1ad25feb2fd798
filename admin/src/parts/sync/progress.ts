import { useState } from 'react'
import { type Pace, smoothPace } from './pace.ts'
import { maxPercent, runPercent } from './sync-labels.ts'
import type { SyncRun } from './sync-run.ts'

/** The last displayed percentage, and its run. */
type DisplayedPercent = { run: string; percent: number | null } | null

/** The displayed percentage of a run. Null while calculating. Never decreases when files are added during copying. */
export function useRunPercent(run: SyncRun | null): number | null {
  const [displayed, setDisplayed] = useState<DisplayedPercent>(null)
  if (!run) return null
  const percent = maxPercent(displayed?.run === run.id ? displayed.percent : null, runPercent(run))
  if (displayed?.run !== run.id || displayed.percent !== percent) setDisplayed({ run: run.id, percent })
  return percent
}

/** The run with its speed and time left smoothed for display. */
export function useSmoothedPace(run: SyncRun): SyncRun {
  const latest: Pace = { bytesPerSecond: run.bytesPerSecond, secondsLeft: run.secondsLeft, atMs: Date.now() }
  const [displayed, setDisplayed] = useState(latest)
  const next = smoothPace(displayed, latest)
  if (next !== displayed) setDisplayed(next)
  return { ...run, bytesPerSecond: next.bytesPerSecond, secondsLeft: next.secondsLeft }
}
