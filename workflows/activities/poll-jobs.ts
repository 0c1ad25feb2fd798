import { lectern } from '@lectern/schema/actor'
import { recordProgress } from '@lectern/schema/changes/attempt'
import { change } from '@lectern/schema/changes/change'
import { jobPages } from '../clients/mediaconvert.ts'
import { type ListedJob, readJobs } from '../job-list.ts'
import type { Deps } from './deps.ts'
import { cancellation } from './heartbeat.ts'
import { sideBySide } from './side-by-side.ts'
import { wakeQuietly } from './wake-quietly.ts'

const wakesAtATime = 16

/**
 * Asks how far all jobs are that are not over, by lists instead of one by one, and records it; whatever came to its end wakes the workflow
 * that ends it. Returns how many jobs are still to come to their end. Done twice, the second time finds the same.
 */
export async function pollJobs(deps: Deps): Promise<{ open: number; moved: boolean }> {
  const signal = cancellation()
  const open = await deps.database.attempt.findMany({
    where: { finishedAt: null, jobId: { not: null } },
    include: { encoding: true },
  })
  if (open.length === 0) return { open: 0, moved: false }
  const ours = new Set(open.map(({ jobId }) => jobId!))
  const missing = new Set(ours)
  const listed: ListedJob[] = []
  for await (const page of jobPages(deps.mediaConvert)) {
    signal.throwIfAborted()
    for (const { Id: id, Status: status, JobPercentComplete: percent } of page) {
      listed.push({ id: id!, status: status!, percent: percent ?? null })
      missing.delete(id!)
    }
    // What waits before the oldest of ours counts too.
    if (missing.size === 0 && !page.some(({ Status }) => Status === 'SUBMITTED')) break
  }
  const { progress, over } = readJobs(listed, ours)
  await change(deps.database, lectern, tx => recordProgress(tx, progress))
  const ended = new Set([...over, ...missing])
  const toEnd = open.filter(({ jobId }) => ended.has(jobId!))
  await sideBySide(wakesAtATime, toEnd, ({ encoding: { contentHash, profile } }) =>
    wakeQuietly(deps, { workflow: 'encode', contentHash, profile }),
  )
  const before = new Map(open.map(({ jobId, percent }) => [jobId, percent ?? 0]))
  const moved = ended.size > 0 || progress.some(({ jobId, percent }) => (percent ?? 0) > before.get(jobId)!)
  return { open: open.length - ended.size, moved }
}
