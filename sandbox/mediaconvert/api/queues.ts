import { notFound } from '../job/errors.ts'
import { arn } from '../job/job.ts'
import { pageSize, type Reply, type Service } from './service.ts'

/** The only queue here: the one that every account has. */
const DEFAULT_QUEUE = 'Default'

/** @throws Refusal 404 unless it is the name or the ARN of a queue that is there */
export function requireQueue(queue: string) {
  if (queue !== DEFAULT_QUEUE && !queue.endsWith(`:queues/${DEFAULT_QUEUE}`))
    throw notFound(`The queue ${queue} does not exist.`)
}

/** GetQueue. */
export function getQueue(service: Service, name: string): Reply {
  requireQueue(name)
  return { status: 200, body: { queue: defaultQueue(service) } }
}

/** ListQueues, which also tells the limits of the account. */
export function listQueues(service: Service, query: URLSearchParams): Reply {
  pageSize(query)
  const { concurrentJobs } = service
  // All that an account may run at a time belongs to its queue when it has but one.
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
