import { systemActor } from '@lectern/domain/audit/actor'
import { change } from '@lectern/domain/audit/change'
import { recordProgress } from '@lectern/domain/transcode/attempts'
import { concurrently } from '../concurrently.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { listJobPages } from '../mediaconvert/client.ts'
import { type ListedJob, summarizeJobs } from '../mediaconvert/job-list.ts'
import type { Services } from '../services.ts'
import { tryWake } from '../wake.ts'

const wakeConcurrency = 16

/**
 * Polls all open jobs with list calls instead of one call each, and records their progress. Wakes the workflow of each
 * job that has ended. Returns how many jobs are still open. A repetition finds the same.
 */
export async function pollJobs(services: Services): Promise<{ openJobs: number; hasProgress: boolean }> {
  const signal = cancellationSignal()
  const openAttempts = await services.database.attempt.findMany({
    where: { finishedAt: null, jobId: { not: null } },
    include: { encoding: true },
  })
  if (openAttempts.length === 0) return { openJobs: 0, hasProgress: false }
  const ourJobIds = new Set(openAttempts.map(({ jobId }) => jobId!))
  const missingJobIds = new Set(ourJobIds)
  const listedJobs: ListedJob[] = []
  for await (const page of listJobPages(services.mediaConvert)) {
    signal.throwIfAborted()
    for (const { Id: id, Status: status, JobPercentComplete: percent } of page) {
      listedJobs.push({ id: id!, status: status!, percent: percent ?? null })
      missingJobIds.delete(id!)
    }
    // Jobs ahead of our oldest one count too.
    if (missingJobIds.size === 0 && !page.some(({ Status }) => Status === 'SUBMITTED')) break
  }
  const { progress, finishedJobIds } = summarizeJobs(listedJobs, ourJobIds)
  await change(services.database, systemActor, tx => recordProgress(tx, progress))
  const endedJobIds = new Set([...finishedJobIds, ...missingJobIds])
  const endedAttempts = openAttempts.filter(({ jobId }) => endedJobIds.has(jobId!))
  await concurrently(wakeConcurrency, endedAttempts, ({ encoding: { contentHash, profile } }) =>
    tryWake(services, { workflow: 'encode', contentHash, profile }),
  )
  const percentBefore = new Map(openAttempts.map(({ jobId, percent }) => [jobId, percent ?? 0]))
  const hasProgress =
    endedJobIds.size > 0 || progress.some(({ jobId, percent }) => (percent ?? 0) > percentBefore.get(jobId)!)
  return { openJobs: openAttempts.length - endedJobIds.size, hasProgress }
}
