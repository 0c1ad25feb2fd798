import type { Fault } from '../../faults/fault.ts'
import { badRequest, notFound } from '../job/errors.ts'
import { parseJobRequest } from '../job/request.ts'
import { listJobs } from './list-jobs.ts'
import { cancelJob, createJob, getJob } from './operations.ts'
import { probeFiles } from './probe-files.ts'
import { getQueue, listQueues } from './queues.ts'
import type { Reply, Service } from './service.ts'
import { listTags, tagResource, untagResource } from './tags.ts'

/** A recognized call that has not been handled yet. */
export interface Call {
  /** MediaConvert's name of the operation. */
  operation: string
  /** The text that a fault's `match` is compared with, such as the input file. */
  subject: string
  /**
   * @param fault the fault that applies to the call, for kinds that do not alter the response
   * @throws ApiError
   */
  handle(fault?: Fault): Reply | Promise<Reply>
}

/** An HTTP request before parsing. */
export interface RawRequest {
  method: string
  url: URL
  body: string
}

/** The parts of a request that operations use. */
interface OperationInput {
  /** The end of the path: an id, a name, or an ARN. */
  name: string
  query: URLSearchParams
  /** The parsed body. Undefined if it is not JSON. */
  json: unknown
  url: URL
  fault?: Fault
}

type Route = {
  operation: string
  pattern: [method: string, path: RegExp]
  subject?: (service: Service, input: OperationInput) => string
  handle: (service: Service, input: OperationInput) => Reply | Promise<Reply>
}

/** A body before validation. */
interface UncheckedBody {
  settings?: { inputs?: { fileInput?: unknown }[] }
  inputFiles?: { fileUrl?: unknown }[]
  arn?: unknown
}

const searchedFile = (_: Service, { query }: OperationInput) => query.get('inputFile') ?? ''

/** The operations of MediaConvert's API Reference. Paths are below the API version. */
const routes: Route[] = [
  {
    operation: 'CreateJob',
    pattern: ['POST', /^\/jobs$/],
    subject: (_, { json }) => String((json as UncheckedBody | undefined)?.settings?.inputs?.[0]?.fileInput ?? ''),
    handle: (service, input) => createJob(service, parseJobRequest(requireJson(input)), input.fault),
  },
  { operation: 'ListJobs', pattern: ['GET', /^\/jobs$/], handle: (service, { query }) => listJobs(service, query) },
  {
    operation: 'SearchJobs',
    pattern: ['GET', /^\/search$/],
    subject: searchedFile,
    handle: (service, { query }) => listJobs(service, query),
  },
  {
    operation: 'GetJob',
    pattern: ['GET', /^\/jobs\/([^/]+)$/],
    subject: subjectOfJob,
    handle: (service, { name }) => getJob(service, name),
  },
  {
    operation: 'CancelJob',
    pattern: ['DELETE', /^\/jobs\/([^/]+)$/],
    subject: subjectOfJob,
    handle: (service, { name }) => cancelJob(service, name),
  },
  {
    operation: 'GetQueue',
    pattern: ['GET', /^\/queues\/([^/]+)$/],
    handle: (service, { name }) => getQueue(service, name),
  },
  {
    operation: 'ListQueues',
    pattern: ['GET', /^\/queues$/],
    handle: (service, { query }) => listQueues(service, query),
  },
  {
    operation: 'TagResource',
    pattern: ['POST', /^\/tags$/],
    subject: (_, { json }) => String((json as UncheckedBody | undefined)?.arn ?? ''),
    handle: (service, input) => tagResource(service, requireJson(input)),
  },
  {
    operation: 'UntagResource',
    pattern: ['PUT', /^\/tags\/([^/]+)$/],
    subject: (_, { name }) => name,
    handle: (service, input) => untagResource(service, input.name, requireJson(input)),
  },
  {
    operation: 'ListTagsForResource',
    pattern: ['GET', /^\/tags\/([^/]+)$/],
    subject: (_, { name }) => name,
    handle: (service, { name }) => listTags(service, name),
  },
  {
    operation: 'Probe',
    pattern: ['POST', /^\/probe$/],
    subject: (_, { json }) => String((json as UncheckedBody | undefined)?.inputFiles?.[0]?.fileUrl ?? ''),
    handle: (service, input) => probeFiles(service, requireJson(input)),
  },
  {
    operation: 'DescribeEndpoints',
    pattern: ['POST', /^\/endpoints$/],
    handle: (_, { url }) => ({ status: 200, body: { endpoints: [{ url: url.origin }] } }),
  },
]

/**
 * Finds the operation of a request. Rejects unsupported AWS operations like unknown paths.
 * @throws ApiError 404 when the operation is unknown or not supported
 */
export function findCall(service: Service, { method, url, body }: RawRequest): Call {
  const path = url.pathname.replace(/^\/2017-08-29(?=\/)/, '')
  const route = routes.find(
    ({ pattern: [verb, pattern] }) => verb === method && pattern.test(path) && path !== url.pathname,
  )
  if (!route) throw notFound(`${method} ${url.pathname} is not supported by this stand-in.`)
  const name = decodeURIComponent(route.pattern[1].exec(path)?.[1] ?? '')
  const input: OperationInput = { name, query: url.searchParams, json: parseJson(body), url }
  return {
    operation: route.operation,
    subject: route.subject?.(service, input) ?? '',
    handle: fault => route.handle(service, { ...input, fault }),
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function requireJson({ json }: OperationInput): unknown {
  if (json === undefined) throw badRequest('The body is not JSON.')
  return json
}

/** Returns the job's id and its input file, so that a fault can match either. */
function subjectOfJob({ jobs }: Service, { name }: OperationInput): string {
  const input = jobs.get(name)?.request.settings.inputs[0]?.fileInput ?? ''
  return `${name} ${input}`
}
