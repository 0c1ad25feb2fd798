import type { PartLog } from '../../machine/log-file.ts'
import { badRequest } from '../job/errors.ts'
import type { JobStore } from '../job/job-store.ts'
import type { Tools } from '../transcode/transcode.ts'
import type { Queue } from './queue.ts'

/** The dependencies of the operations. */
export interface Service {
  jobs: JobStore
  queue: Queue
  tools: Tools
  /** Folder for files that Probe downloads. */
  workFolder: string
  region: string
  account?: string
  /** How many jobs run at the same time. */
  concurrentJobs: number
  /** In epoch seconds. */
  startedAt: number
  log: PartLog
}

/** A response of the protocol. Its body uses the names of the wire format. */
export interface Reply {
  status: number
  body: Record<string, unknown>
}

/** The maximum size of a page. */
const MAX_PAGE_SIZE = 20

/** Parses `maxResults` of a listing. */
export function pageSize(query: URLSearchParams): number {
  const maxResults = Number(query.get('maxResults') ?? MAX_PAGE_SIZE)
  if (!Number.isInteger(maxResults) || maxResults < 1 || maxResults > MAX_PAGE_SIZE)
    throw badRequest(`/maxResults: Should be between 1 and ${MAX_PAGE_SIZE}`)
  return maxResults
}
