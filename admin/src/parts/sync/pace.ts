/** How fast a run goes and how long it still takes, as it is told to people; `at` is when, in milliseconds. */
export type Pace = { bytesPerSecond: number | null; secondsLeft: number | null; at: number }

/** Nobody reads what changes more often. */
const HOLD_MS = 2_000
/** A new estimate that differs by less is no news: what was told is counted down instead. */
const NO_NEWS = 0.25
const NO_NEWS_SECONDS = 5

/**
 * What to tell next. Estimates come four times a second and jump: what was told is held for a while, and its time left
 * only counted down until an estimate really differs. What was not known yet is told at once.
 */
export function steadyPace(told: Pace, now: Pace): Pace {
  const isNews =
    (told.secondsLeft === null && now.secondsLeft !== null) ||
    (told.bytesPerSecond === null && now.bytesPerSecond !== null)
  if (!isNews && now.at - told.at < HOLD_MS) return told
  return { ...now, secondsLeft: steadyLeft(told, now) }
}

function steadyLeft(told: Pace, now: Pace): number | null {
  if (told.secondsLeft === null || now.secondsLeft === null) return now.secondsLeft
  const expected = Math.max(0, told.secondsLeft - (now.at - told.at) / 1000)
  const isNews = Math.abs(now.secondsLeft - expected) > Math.max(expected * NO_NEWS, NO_NEWS_SECONDS)
  return isNews ? now.secondsLeft : expected
}
