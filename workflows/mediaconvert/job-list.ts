import type { JobProgress } from '@lectern/domain/transcode/attempts'

/** A job as a list of the account's jobs names it. */
export type ListedJob = { id: string; status: string; percent: number | null }

/**
 * Summarizes our jobs in a list of jobs, newest first: how far each running job is, how many jobs are ahead of each
 * waiting one, and which have ended. Jobs of others count as ahead too, because the account has one queue.
 */
export function summarizeJobs(
  newestFirst: ListedJob[],
  ourJobIds: Set<string>,
): { progress: JobProgress[]; finishedJobIds: string[] } {
  const progress: JobProgress[] = []
  const finishedJobIds: string[] = []
  let waiting = 0
  for (const { id, status, percent } of newestFirst.toReversed()) {
    if (ourJobIds.has(id)) {
      if (status === 'SUBMITTED') progress.push({ jobId: id, percent: null, jobsAhead: waiting })
      else if (status === 'PROGRESSING') progress.push({ jobId: id, percent: percent ?? 0, jobsAhead: null })
      else finishedJobIds.push(id)
    }
    if (status === 'SUBMITTED') waiting++
  }
  return { progress, finishedJobIds }
}
