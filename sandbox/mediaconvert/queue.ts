import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { conflict, JobError } from './errors.ts'
import { isFinal, type Job } from './job.ts'
import type { JobEvents } from './job-events.ts'
import type { JobStore } from './job-store.ts'
import { statusUpdates } from './status-updates.ts'
import { type Reports, type Tools, transcode } from './transcode.ts'

interface Options {
  jobs: JobStore
  events: JobEvents
  tools: Tools
  /** Folder for the files of running jobs; what an earlier process left in it is removed. */
  work: string
  /** How many jobs run at a time; the others stay SUBMITTED. */
  concurrentJobs: number
}

/** The queue that gives jobs their turn. */
export interface Queue {
  /** Sees whether a job can begin: to be called after one was added. */
  look(): void
  /**
   * Ends a job as CANCELED: at once when it waits, else as soon as ffmpeg has ended.
   * @throws Refusal 409 when it has ended already
   */
  cancel(job: Job): void
  close(): Promise<void>
}

/**
 * Starts the queue with what an earlier process left: its unfinished jobs begin again, and final events that it could not hand
 * over any more are handed over.
 */
export function startQueue({ jobs, events, tools, work, concurrentJobs }: Options): Queue {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  let closed = false

  function look() {
    const waiting = jobs.all().filter(job => !isFinal(job) && !running.has(job.id))
    waiting.sort((one, other) => other.request.priority - one.request.priority || one.createdAt - other.createdAt)
    for (const job of waiting.slice(0, Math.max(0, concurrentJobs - running.size))) begin(job)
  }

  function begin(job: Job) {
    const stop = new AbortController()
    const ended = run(job, stop.signal)
      .catch(error => end(job, { status: 'ERROR', error: reason(error) }))
      .finally(() => {
        running.delete(job.id)
        if (!closed) look()
      })
    running.set(job.id, { stop, ended })
  }

  async function run(job: Job, signal: AbortSignal) {
    job.status = 'PROGRESSING'
    job.startedAt ??= Date.now()
    job.warnings = []
    jobs.save(job)
    events.progressing(job)
    const updates = statusUpdates(job.request.statusUpdateInterval, progress => events.statusUpdate(job, progress))
    const reports: Reports = {
      source: source => events.inputInformation(job, source),
      progress(progress) {
        job.progress = progress
        updates.progress(progress)
      },
      warning(warning) {
        job.warnings?.push(warning)
        jobs.save(job)
        events.newWarning(job, warning)
      },
    }
    try {
      end(job, { status: 'COMPLETE', ...(await transcode(job, tools, join(work, job.id), reports, signal)) })
    } catch (error) {
      if (closed) return
      if (signal.aborted) end(job, { status: 'CANCELED' })
      else throw error
    } finally {
      updates.end()
    }
  }

  function end(job: Job, outcome: Pick<Job, 'status' | 'output' | 'bill' | 'error'>) {
    Object.assign(job, outcome, { finishedAt: Date.now() })
    job.progress = undefined
    jobs.save(job)
    announce(job)
  }

  function announce(job: Job) {
    events.final(job)
    job.announced = true
    jobs.save(job)
  }

  rmSync(work, { recursive: true, force: true })
  for (const job of jobs.all()) {
    if (isFinal(job) && !job.announced) announce(job)
    if (!isFinal(job) && job.cancelAsked) end(job, { status: 'CANCELED' })
  }
  look()

  return {
    look,
    cancel(job) {
      if (isFinal(job)) throw conflict(`The job ${job.id} has ended as ${job.status} and cannot be canceled.`)
      job.cancelAsked = true
      jobs.save(job)
      const current = running.get(job.id)
      if (current) current.stop.abort()
      else end(job, { status: 'CANCELED' })
    },
    async close() {
      closed = true
      const all = [...running.values()]
      for (const { stop } of all) stop.abort()
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

function reason(error: unknown): NonNullable<Job['error']> {
  const { message } = error as Error
  return error instanceof JobError
    ? { code: error.code, message }
    : { code: 1999, message: `Unknown error: ${message}` }
}
