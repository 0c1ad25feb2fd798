import type { Progress } from './job.ts'

/** Tells of a job's progress at each change of its phase, and in between once in every interval that the job asked for. */
export interface StatusUpdates {
  /** To be called as often as there is progress. */
  progress(progress: Progress): void
  /** The job has ended, or is being ended. */
  end(): void
}

/** @param interval such as `SECONDS_10` */
export function statusUpdates(interval = 'SECONDS_60', send: (progress: Progress) => void): StatusUpdates {
  const intervalMs = Number(interval.replace('SECONDS_', '')) * 1000
  let latest: Progress | undefined
  let timer: NodeJS.Timeout | undefined
  return {
    progress(progress) {
      const isSamePhase = latest?.phase === progress.phase
      const isFirst = latest === undefined
      latest = progress
      if (isSamePhase) return
      clearInterval(timer)
      timer = setInterval(() => latest && send(latest), intervalMs)
      if (!isFirst) send(progress)
    },
    end: () => clearInterval(timer),
  }
}
