import { badRequest } from './errors.ts'
import type { JobStore } from './job-store.ts'
import type { Queue } from './queue.ts'
import type { Tools } from './transcode.ts'

/** What the operations work on. */
export interface Service {
  jobs: JobStore
  queue: Queue
  tools: Tools
  /** Folder for a file that is being looked at. */
  work: string
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
const PAGE = 20

/** `maxResults` of a listing. */
export function pageSize(query: URLSearchParams): number {
  const most = Number(query.get('maxResults') ?? PAGE)
  if (!Number.isInteger(most) || most < 1 || most > PAGE)
    throw badRequest(`/maxResults: Should be between 1 and ${PAGE}`)
  return most
}
