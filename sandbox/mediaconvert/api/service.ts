import { badRequest } from '../job/errors.ts'
import type { JobStore } from '../job/job-store.ts'
import type { Queue } from './queue.ts'
import type { Tools } from '../transcode/transcode.ts'

/** What the operations work on. */
export interface Service {
  jobs: JobStore
  queue: Queue
  tools: Tools
  /** Folder for a file that is being looked at. */
  workFolder: string
  region: string
  account?: string
  /** How many jobs run at a time. */
  concurrentJobs: number
  /** Epoch seconds. */
  startedAt: number
}

/** An answer of the protocol, its body in the wire's names. */
export interface Reply {
  status: number
  body: Record<string, unknown>
}

/** The most that one page of a listing may hold. */
const MAX_PAGE_SIZE = 20

/** `maxResults` of a listing. */
export function pageSize(query: URLSearchParams): number {
  const maxResults = Number(query.get('maxResults') ?? MAX_PAGE_SIZE)
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_PAGE_SIZE)
    throw badRequest(`/maxResults: Should be between 1 and ${MAX_PAGE_SIZE}`)
  return maxResults
}
