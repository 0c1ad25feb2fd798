import { badRequest, notFound } from './errors.ts'
import { fileInput, type Job, jobOnWire, newJob, queueArn } from './job.ts'
import type { JobStore } from './job-store.ts'
import type { Queue } from './queue.ts'
import type { JobRequest } from './request.ts'

/** What the operations work on. */
export interface Service {
  jobs: JobStore
  queue: Queue
  region: string
  account?: string
}

/** An answer of the protocol, its body in the wire's names. */
export interface Reply {
  status: number
  body: Record<string, unknown>
}

/** AWS takes the same token for the same job only this long; later it makes, and bills, another one. */
const TOKEN_HOLDS_MS = 60_000

/** CreateJob. The job is kept before this returns. */
export function createJob({ jobs, queue, region, account }: Service, request: JobRequest): Reply {
  const token = request.clientRequestToken
  const earlier = jobs
    .all()
    .find(job => job.request.clientRequestToken === token && job.createdAt > Date.now() - TOKEN_HOLDS_MS)
  if (token && earlier) return { status: 201, body: { job: jobOnWire(earlier, region, account) } }
  const job = newJob(request)
  jobs.save(job)
  const body = { job: jobOnWire(job, region, account) }
  queue.look()
  return { status: 201, body }
}

/** GetJob. */
export function getJob(service: Service, id: string): Reply {
  return { status: 200, body: { job: jobOnWire(existing(service, id), service.region, service.account) } }
}

/** CancelJob. */
export function cancelJob(service: Service, id: string): Reply {
  service.queue.cancel(existing(service, id))
  return { status: 202, body: {} }
}

function existing({ jobs }: Service, id: string): Job {
  const job = jobs.get(id)
  if (!job) throw notFound(`The job ${id} does not exist.`)
  return job
}

/** The most that one page may hold. */
const PAGE = 20

/** ListJobs and SearchJobs: newest first unless asked otherwise. `inputFile` may be a part of the address. */
export function listJobs({ jobs, region, account }: Service, query: URLSearchParams): Reply {
  const most = Number(query.get('maxResults') ?? PAGE)
  if (!Number.isInteger(most) || most < 1 || most > PAGE)
    throw badRequest(`/maxResults: Should be between 1 and ${PAGE}`)
  const [status, queue, input] = [query.get('status'), query.get('queue'), query.get('inputFile')]
  const found = jobs
    .all()
    .filter(job => !status || job.status === status)
    .filter(job => !queue || queueArn(job, region, account).endsWith(queue.startsWith('arn:') ? queue : `/${queue}`))
    .filter(job => !input || fileInput(job).includes(input))
  if (query.get('order') !== 'ASCENDING') found.reverse()
  const after = query.get('nextToken')
  const start = after ? found.findIndex(job => job.id === after) + 1 : 0
  const page = found.slice(start, start + most)
  const nextToken = start + most < found.length ? page.at(-1)?.id : undefined
  return { status: 200, body: { jobs: page.map(job => jobOnWire(job, region, account)), nextToken } }
}
