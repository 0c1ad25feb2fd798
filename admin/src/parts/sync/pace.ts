/** How fast a run goes and how long it still takes, as it is told to people; `at` is when, in milliseconds. */
export type Pace = { bytesPerSecond: number | null; secondsLeft: number | null; atMs: number }

/** Nobody reads what changes more often. */
const MIN_DISPLAY_MS = 2_000
/** A new estimate that differs by less is no news: what was told is counted down instead. */
const MIN_CHANGE_RATIO = 0.25
const MIN_CHANGE_SECONDS = 5

/**
 * What to tell next. Estimates come four times a second and jump: what was told is held for a while, and its time left
 * only counted down until an estimate really differs. What was not known yet is told at once.
 */
export function smoothPace(displayed: Pace, latest: Pace): Pace {
  const hasNewEstimate =
    (displayed.secondsLeft === null && latest.secondsLeft !== null) ||
    (displayed.bytesPerSecond === null && latest.bytesPerSecond !== null)
  if (!hasNewEstimate && latest.atMs - displayed.atMs < MIN_DISPLAY_MS) return displayed
  return { ...latest, secondsLeft: smoothSecondsLeft(displayed, latest) }
}

function smoothSecondsLeft(displayed: Pace, latest: Pace): number | null {
  if (displayed.secondsLeft === null || latest.secondsLeft === null) return latest.secondsLeft
  const expected = Math.max(0, displayed.secondsLeft - (latest.atMs - displayed.atMs) / 1000)
  const isSignificant =
    Math.abs(latest.secondsLeft - expected) > Math.max(expected * MIN_CHANGE_RATIO, MIN_CHANGE_SECONDS)
  return isSignificant ? latest.secondsLeft : expected
}
