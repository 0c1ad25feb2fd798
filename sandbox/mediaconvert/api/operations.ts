import type { Fault } from '../../faults/fault.ts'
import { notFound } from '../job/errors.ts'
import { type Job, newJob, toWireJob } from '../job/job.ts'
import { toJobFault } from '../job/job-fault.ts'
import type { JobRequest } from '../job/request.ts'
import { requireQueue } from './queues.ts'
import type { Reply, Service } from './service.ts'

/** How long AWS returns the same job for the same token. After that, it creates and bills another job. */
const TOKEN_TTL_MS = 60_000

/** Handles CreateJob. Stores the job before it returns. */
export function createJob({ jobs, queue, region, account }: Service, request: JobRequest, fault?: Fault): Reply {
  if (request.queue) requireQueue(request.queue)
  const token = request.clientRequestToken
  const earlier = jobs
    .all()
    .find(job => job.request.clientRequestToken === token && job.createdAt > Date.now() - TOKEN_TTL_MS)
  if (token && earlier) return { status: 201, body: { job: toWireJob(earlier, region, account) } }
  const job = newJob(request, jobs.all().at(-1)?.createdAt ?? 0, toJobFault(fault))
  jobs.save(job)
  const body = { job: toWireJob(job, region, account) }
  queue.startWaitingJobs()
  return { status: 201, body }
}

/** Handles GetJob. */
export function getJob(service: Service, id: string): Reply {
  return { status: 200, body: { job: toWireJob(requireJob(service, id), service.region, service.account) } }
}

/** Handles CancelJob. */
export function cancelJob(service: Service, id: string): Reply {
  service.queue.cancel(requireJob(service, id))
  return { status: 202, body: {} }
}

function requireJob({ jobs }: Service, id: string): Job {
  const job = jobs.get(id)
  if (!job) throw notFound(`The job ${id} does not exist.`)
  return job
}
