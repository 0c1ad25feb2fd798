import type { Progress } from './job.ts'

/** Sends updates of a job's progress: at each new phase, and once in every requested interval. */
export interface StatusUpdates {
  /** Reports progress. May be called at any frequency. */
  progress(progress: Progress): void
  /** Stops the updates. */
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
