/** The displayed speed and time left of a run. `atMs` is the time of the estimate. */
export type Pace = { bytesPerSecond: number | null; secondsLeft: number | null; atMs: number }

/** Figures that change more often are unreadable. */
const MIN_DISPLAY_MS = 2_000
/** An estimate that differs by less is ignored. The displayed time counts down instead. */
const MIN_CHANGE_RATIO = 0.25
const MIN_CHANGE_SECONDS = 5

/**
 * Smooths the displayed speed and time left. Estimates arrive four times a second and jump. A displayed pace stays for
 * a while, and its time counts down until an estimate differs enough. The first estimate is shown at once.
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
