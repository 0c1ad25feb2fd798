/** The columns of a sync run that describe its progress and speed. */
export type CopyProgress = {
  calculated: boolean
  filesTotal: number
  filesDone: number
  bytesTotal: bigint
  bytesDone: bigint
  copyingSince: Date | null
  finishedAt: Date | null
  byteRate: number
  fileRate: number
  ratedAt: Date | null
}

/** The time constant of the smoothed speed, in seconds. */
export const smoothingSeconds = 8

/** The speed is unknown for this many seconds after copying started, because the first files say little. */
const minMeasuredSeconds = 1

/** The smoothed speed of a run; the average when it has finished. Null before it is known. */
export function bytesPerSecond(run: CopyProgress, now: Date): number | null {
  if (!run.finishedAt) return currentRate(run, run.byteRate, now)
  const seconds = secondsBetween(run.copyingSince, run.finishedAt)
  return seconds > 0 ? Number(run.bytesDone) / seconds : null
}

/**
 * The remaining seconds, by bytes or by files, whichever is longer: many small files take longer than their bytes
 * suggest. Null before the total is final, before anything was copied, and when the run has finished.
 */
export function secondsLeft(run: CopyProgress, now: Date): number | null {
  if (run.finishedAt || !run.calculated) return null
  const byBytes = remainingSeconds(Number(run.bytesTotal - run.bytesDone), currentRate(run, run.byteRate, now))
  const byFiles = remainingSeconds(run.filesTotal - run.filesDone, currentRate(run, run.fileRate, now))
  return byBytes === null || byFiles === null ? (byBytes ?? byFiles) : Math.max(byBytes, byFiles)
}

const remainingSeconds = (remaining: number, speed: number | null) =>
  remaining === 0 ? 0 : speed ? remaining / speed : null

/** A rate decayed until now, corrected for the short time since copying started. */
function currentRate({ copyingSince, ratedAt }: CopyProgress, rate: number, now: Date): number | null {
  const seconds = secondsBetween(copyingSince, now)
  if (seconds < minMeasuredSeconds || !ratedAt) return null
  const decayedRate = rate * Math.exp(-Math.max(secondsBetween(ratedAt, now), 0) / smoothingSeconds)
  return decayedRate / (1 - Math.exp(-seconds / smoothingSeconds))
}

const secondsBetween = (from: Date | null, until: Date) => (from ? (until.getTime() - from.getTime()) / 1000 : 0)
