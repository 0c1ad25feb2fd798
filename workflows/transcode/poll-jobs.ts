import { systemActor } from '@lectern/domain/audit/actor'
import { recordProgress } from '@lectern/domain/transcode/attempts'
import { change } from '@lectern/domain/audit/change'
import { listJobPages } from '../mediaconvert/client.ts'
import { type ListedJob, summarizeJobs } from '../mediaconvert/job-list.ts'
import type { Services } from '../services.ts'
import { cancellationSignal } from '../heartbeat.ts'
import { concurrently } from '../concurrently.ts'
import { wake } from '../wake.ts'

const wakeConcurrency = 16

/**
 * Asks how far all jobs are that are not over, by lists instead of one by one, and records it; whatever came to its end wakes the workflow
 * that ends it. Returns how many jobs are still to come to their end. Done twice, the second time finds the same.
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
    // What waits before the oldest of ours counts too.
    if (missingJobIds.size === 0 && !page.some(({ Status }) => Status === 'SUBMITTED')) break
  }
  const { progress, finishedJobIds } = summarizeJobs(listedJobs, ourJobIds)
  await change(services.database, systemActor, tx => recordProgress(tx, progress))
  const endedJobIds = new Set([...finishedJobIds, ...missingJobIds])
  const endedAttempts = openAttempts.filter(({ jobId }) => endedJobIds.has(jobId!))
  await concurrently(wakeConcurrency, endedAttempts, ({ encoding: { contentHash, profile } }) =>
    wake(services, { workflow: 'encode', contentHash, profile }),
  )
  const percentBefore = new Map(openAttempts.map(({ jobId, percent }) => [jobId, percent ?? 0]))
  const hasProgress =
    endedJobIds.size > 0 || progress.some(({ jobId, percent }) => (percent ?? 0) > percentBefore.get(jobId)!)
  return { openJobs: openAttempts.length - endedJobIds.size, hasProgress }
}
