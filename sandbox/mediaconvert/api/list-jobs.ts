import { badRequest } from '../job/errors.ts'
import { fileInput, queueArn, toWireJob } from '../job/job.ts'
import { pageSize, type Reply, type Service } from './service.ts'

const STATUSES = ['SUBMITTED', 'PROGRESSING', 'COMPLETE', 'CANCELED', 'ERROR']
const ORDERS = ['ASCENDING', 'DESCENDING']

/**
 * Handles ListJobs and SearchJobs. Returns the newest jobs first by default. `inputFile` may be part of a URL. A page
 * starts after the job that `nextToken` names, even if that job has changed or others were added.
 */
export function listJobs({ jobs, region, account }: Service, query: URLSearchParams): Reply {
  const maxResults = pageSize(query)
  const status = oneOf(STATUSES, query, 'status')
  const isAscending = oneOf(ORDERS, query, 'order') === 'ASCENDING'
  const [queue, input, after] = [query.get('queue'), query.get('inputFile'), query.get('nextToken')]
  const inOrder = isAscending ? jobs.all() : jobs.all().reverse()
  const start = after ? inOrder.findIndex(job => job.id === after) + 1 : 0
  if (after && start === 0) throw badRequest('/nextToken: Should be a token from an earlier response')
  const found = inOrder
    .slice(start)
    .filter(job => !status || job.status === status)
    .filter(job => !queue || queueArn(job, region, account).endsWith(queue.startsWith('arn:') ? queue : `/${queue}`))
    .filter(job => !input || fileInput(job).includes(input))
  const page = found.slice(0, maxResults)
  const nextToken = found.length > maxResults ? page.at(-1)?.id : undefined
  return { status: 200, body: { jobs: page.map(job => toWireJob(job, region, account)), nextToken } }
}

function oneOf(values: string[], query: URLSearchParams, name: string): string | null {
  const value = query.get(name)
  if (value !== null && !values.includes(value)) throw badRequest(`/${name}: Should be one of ${values.join(', ')}`)
  return value
}
