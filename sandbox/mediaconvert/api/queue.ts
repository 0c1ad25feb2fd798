import { rmSync } from 'node:fs'
import { join } from 'node:path'
import type { PartLog } from '../../machine/log-file.ts'
import { conflict, JobError } from '../job/errors.ts'
import { isFinal, type Job } from '../job/job.ts'
import type { JobStore } from '../job/job-store.ts'
import { statusUpdates } from '../job/status-updates.ts'
import { type JobListener, type Tools, transcode } from '../transcode/transcode.ts'
import type { JobEvents } from './job-events.ts'

interface Options {
  jobs: JobStore
  events: JobEvents
  tools: Tools
  /** Folder for the files of running jobs. Files of an earlier process are removed. */
  workFolder: string
  /** How many jobs run at the same time. The others stay SUBMITTED. */
  concurrentJobs: number
  log: PartLog
}

/** Runs jobs in order of priority and age. */
export interface Queue {
  /** Starts waiting jobs if there is capacity. Call this after adding a job. */
  startWaitingJobs(): void
  /** Starts no more jobs until `resume`, like a paused queue of MediaConvert. Running jobs go on. */
  pause(): void
  resume(): void
  /**
   * Cancels a job. A waiting job ends immediately, a running one as soon as ffmpeg has exited.
   * @throws ApiError 409 when the job has already ended
   */
  cancel(job: Job): void
  close(): Promise<void>
}

/**
 * Starts the queue. Restarts the unfinished jobs of an earlier process, and sends the final events that it could not
 * send.
 */
export function startQueue({ jobs, events, tools, workFolder, concurrentJobs, log }: Options): Queue {
  const running = new Map<string, { stop: AbortController; ended: Promise<void> }>()
  let isClosed = false
  let isPaused = false

  function startWaitingJobs() {
    if (isPaused) return
    const waiting = jobs.all().filter(job => !isFinal(job) && !running.has(job.id))
    waiting.sort((one, other) => other.request.priority - one.request.priority || one.createdAt - other.createdAt)
    for (const job of waiting.slice(0, Math.max(0, concurrentJobs - running.size))) startJob(job)
  }

  function startJob(job: Job) {
    const stop = new AbortController()
    const ended = runJob(job, stop.signal)
      .catch(error => {
        if (!(error instanceof JobError)) log.error(`The job ${job.id} failed`, error)
        finishJob(job, { status: 'ERROR', error: toErrorDetail(error) })
      })
      .finally(() => {
        running.delete(job.id)
        if (!isClosed) startWaitingJobs()
      })
    running.set(job.id, { stop, ended })
  }

  async function runJob(job: Job, signal: AbortSignal) {
    job.status = 'PROGRESSING'
    job.startedAt ??= Date.now()
    job.warnings = []
    jobs.save(job)
    events.progressing(job)
    const updates = statusUpdates(job.request.statusUpdateInterval, progress => events.statusUpdate(job, progress))
    const listener: JobListener = {
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
      finishJob(job, {
        status: 'COMPLETE',
        ...(await transcode(job, tools, join(workFolder, job.id), listener, signal)),
      })
    } catch (error) {
      if (isClosed) return
      if (signal.aborted) finishJob(job, { status: 'CANCELED' })
      else throw error
    } finally {
      updates.end()
    }
  }

  function finishJob(job: Job, outcome: Pick<Job, 'status' | 'output' | 'bill' | 'error'>) {
    Object.assign(job, outcome, { finishedAt: Date.now() })
    job.progress = undefined
    jobs.save(job)
    sendFinalEvent(job)
  }

  function sendFinalEvent(job: Job) {
    events.final(job)
    job.announced = true
    jobs.save(job)
  }

  rmSync(workFolder, { recursive: true, force: true })
  for (const job of jobs.all()) {
    if (isFinal(job) && !job.announced) sendFinalEvent(job)
    if (!isFinal(job) && job.isCancelRequested) finishJob(job, { status: 'CANCELED' })
  }
  startWaitingJobs()

  return {
    startWaitingJobs,
    pause() {
      isPaused = true
    },
    resume() {
      isPaused = false
      startWaitingJobs()
    },
    cancel(job) {
      if (isFinal(job)) throw conflict(`The job ${job.id} has ended as ${job.status} and cannot be canceled.`)
      job.isCancelRequested = true
      jobs.save(job)
      const current = running.get(job.id)
      if (current) current.stop.abort()
      else finishJob(job, { status: 'CANCELED' })
    },
    async close() {
      isClosed = true
      const all = [...running.values()]
      for (const { stop } of all) stop.abort()
      await Promise.all(all.map(({ ended }) => ended))
    },
  }
}

function toErrorDetail(error: unknown): NonNullable<Job['error']> {
  const { message } = error as Error
  return error instanceof JobError
    ? { code: error.code, message }
    : { code: 1999, message: `Unknown error: ${message}` }
}
