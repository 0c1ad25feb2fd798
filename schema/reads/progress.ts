/** What a sync run's row says about its speed. */
export type Copying = {
  calculated: boolean
  bytesTotal: bigint
  bytesDone: bigint
  copyingSince: Date | null
  finishedAt: Date | null
}

/** How fast a run copies on average since it began to; null before. */
export function bytesPerSecond(run: Copying, now: Date): number | null {
  if (!run.copyingSince) return null
  const seconds = ((run.finishedAt ?? now).getTime() - run.copyingSince.getTime()) / 1000
  return seconds > 0 ? Number(run.bytesDone) / seconds : null
}

/** How long the rest will take at that speed; null while nobody can know (the total is not final, nothing came yet) and when it is over. */
export function secondsLeft(run: Copying, now: Date): number | null {
  const speed = bytesPerSecond(run, now)
  if (run.finishedAt || !run.calculated || !speed) return null
  return Number(run.bytesTotal - run.bytesDone) / speed
}
