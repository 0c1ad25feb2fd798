/** What a sync run's row says about its speed. */
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

/** Over how many seconds a speed is smoothed, and after how many of copying it is said at all: the very first files tell nothing. */
export const smoothingSeconds = 8
const minMeasuredSeconds = 1

/** How fast a run copies, smoothed over the last seconds; when it is over, on average; null before it began to. */
export function bytesPerSecond(run: CopyProgress, now: Date): number | null {
  if (!run.finishedAt) return currentRate(run, run.byteRate, now)
  const seconds = secondsBetween(run.copyingSince, run.finishedAt)
  return seconds > 0 ? Number(run.bytesDone) / seconds : null
}

/**
 * How long the rest will take: by bytes or by files, whichever says longer, because a thousand small files take longer than their bytes. Null
 * while nobody can know (the total is not final, nothing came yet) and when it is over.
 */
export function secondsLeft(run: CopyProgress, now: Date): number | null {
  if (run.finishedAt || !run.calculated) return null
  const byBytes = remainingSeconds(Number(run.bytesTotal - run.bytesDone), currentRate(run, run.byteRate, now))
  const byFiles = remainingSeconds(run.filesTotal - run.filesDone, currentRate(run, run.fileRate, now))
  return byBytes === null || byFiles === null ? (byBytes ?? byFiles) : Math.max(byBytes, byFiles)
}

const remainingSeconds = (remaining: number, speed: number | null) =>
  remaining === 0 ? 0 : speed ? remaining / speed : null

/** A faded rate as it is by now; what is missing of the first seconds is made up for. */
function currentRate({ copyingSince, ratedAt }: CopyProgress, rate: number, now: Date): number | null {
  const seconds = secondsBetween(copyingSince, now)
  if (seconds < minMeasuredSeconds || !ratedAt) return null
  const decayedRate = rate * Math.exp(-Math.max(secondsBetween(ratedAt, now), 0) / smoothingSeconds)
  return decayedRate / (1 - Math.exp(-seconds / smoothingSeconds))
}

const secondsBetween = (from: Date | null, until: Date) => (from ? (until.getTime() - from.getTime()) / 1000 : 0)
