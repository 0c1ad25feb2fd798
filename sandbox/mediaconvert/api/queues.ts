import { notFound } from '../job/errors.ts'
import { arn } from '../job/job.ts'
import { pageSize, type Reply, type Service } from './service.ts'

/** The only queue: the one that every account has. */
const DEFAULT_QUEUE = 'Default'

/** @throws ApiError 404 unless this is the name or ARN of an existing queue */
export function requireQueue(queue: string) {
  if (queue !== DEFAULT_QUEUE && !queue.endsWith(`:queues/${DEFAULT_QUEUE}`))
    throw notFound(`The queue ${queue} does not exist.`)
}

/** Handles GetQueue. */
export function getQueue(service: Service, name: string): Reply {
  requireQueue(name)
  return { status: 200, body: { queue: defaultQueue(service) } }
}

/** Handles ListQueues, which also returns the limits of the account. */
export function listQueues(service: Service, query: URLSearchParams): Reply {
  pageSize(query)
  const { concurrentJobs } = service
  // An account with a single queue allocates its whole limit to it.
  const limits = { totalConcurrentJobs: concurrentJobs, unallocatedConcurrentJobs: 0 }
  return { status: 200, body: { queues: [defaultQueue(service)], ...limits } }
}

function defaultQueue({ jobs, region, account, concurrentJobs, startedAt }: Service) {
  const count = (status: string) => jobs.all().filter(job => job.status === status).length
  return {
    arn: arn(region, `queues/${DEFAULT_QUEUE}`, account),
    name: DEFAULT_QUEUE,
    type: 'SYSTEM',
    status: 'ACTIVE',
    pricingPlan: 'ON_DEMAND',
    concurrentJobs,
    submittedJobsCount: count('SUBMITTED'),
    progressingJobsCount: count('PROGRESSING'),
    serviceOverrides: [],
    createdAt: startedAt,
    lastUpdated: startedAt,
  }
}
