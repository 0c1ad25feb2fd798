import type { Fault } from '../fault.ts'
import { badRequest, notFound } from './errors.ts'
import { listJobs } from './list-jobs.ts'
import { cancelJob, createJob, getJob } from './operations.ts'
import { probeFiles } from './probe-files.ts'
import { getQueue, listQueues } from './queues.ts'
import { readJobRequest } from './request.ts'
import type { Reply, Service } from './service.ts'
import { listTags, tagResource, untagResource } from './tags.ts'

/** A call that was recognised but not carried out yet. */
export interface Call {
  /** MediaConvert's own name of it. */
  operation: string
  /** What faults are matched with: the input file, wherever a call is about one. */
  subject: string
  /**
   * @param fault what struck the call, for kinds that its answer does not show
   * @throws Refusal
   */
  carryOut(fault?: Fault): Reply | Promise<Reply>
}

/** A request as it came. */
export interface Asked {
  method: string
  url: URL
  body: string
}

/** What of a request an operation may need. */
interface Given {
  /** What stands at the end of the path: an id, a name, an ARN. */
  name: string
  query: URLSearchParams
  /** The body as JSON; undefined when it is none. */
  json: unknown
  url: URL
  fault?: Fault
}

type Route = {
  operation: string
  at: [method: string, path: RegExp]
  subject?: (service: Service, given: Given) => string
  carryOut: (service: Service, given: Given) => Reply | Promise<Reply>
}

/** A body before anything in it was checked. */
interface Sketch {
  settings?: { inputs?: { fileInput?: unknown }[] }
  inputFiles?: { fileUrl?: unknown }[]
  arn?: unknown
}

const searchedFile = (_: Service, { query }: Given) => query.get('inputFile') ?? ''

/** The operations by MediaConvert's API Reference, paths below its version. */
const routes: Route[] = [
  {
    operation: 'CreateJob',
    at: ['POST', /^\/jobs$/],
    subject: (_, { json }) => String((json as Sketch | undefined)?.settings?.inputs?.[0]?.fileInput ?? ''),
    carryOut: (service, given) => createJob(service, readJobRequest(body(given)), given.fault),
  },
  { operation: 'ListJobs', at: ['GET', /^\/jobs$/], carryOut: (service, { query }) => listJobs(service, query) },
  {
    operation: 'SearchJobs',
    at: ['GET', /^\/search$/],
    subject: searchedFile,
    carryOut: (service, { query }) => listJobs(service, query),
  },
  {
    operation: 'GetJob',
    at: ['GET', /^\/jobs\/([^/]+)$/],
    subject: inputOf,
    carryOut: (service, { name }) => getJob(service, name),
  },
  {
    operation: 'CancelJob',
    at: ['DELETE', /^\/jobs\/([^/]+)$/],
    subject: inputOf,
    carryOut: (service, { name }) => cancelJob(service, name),
  },
  {
    operation: 'GetQueue',
    at: ['GET', /^\/queues\/([^/]+)$/],
    carryOut: (service, { name }) => getQueue(service, name),
  },
  { operation: 'ListQueues', at: ['GET', /^\/queues$/], carryOut: (service, { query }) => listQueues(service, query) },
  {
    operation: 'TagResource',
    at: ['POST', /^\/tags$/],
    subject: (_, { json }) => String((json as Sketch | undefined)?.arn ?? ''),
    carryOut: (service, given) => tagResource(service, body(given)),
  },
  {
    operation: 'UntagResource',
    at: ['PUT', /^\/tags\/([^/]+)$/],
    subject: (_, { name }) => name,
    carryOut: (service, given) => untagResource(service, given.name, body(given)),
  },
  {
    operation: 'ListTagsForResource',
    at: ['GET', /^\/tags\/([^/]+)$/],
    subject: (_, { name }) => name,
    carryOut: (service, { name }) => listTags(service, name),
  },
  {
    operation: 'Probe',
    at: ['POST', /^\/probe$/],
    subject: (_, { json }) => String((json as Sketch | undefined)?.inputFiles?.[0]?.fileUrl ?? ''),
    carryOut: (service, given) => probeFiles(service, body(given)),
  },
  {
    operation: 'DescribeEndpoints',
    at: ['POST', /^\/endpoints$/],
    carryOut: (_, { url }) => ({ status: 200, body: { endpoints: [{ url: url.origin }] } }),
  },
]

/**
 * Finds the operation of a request. What exists at AWS but not here is refused like an unknown path.
 * @throws Refusal 404 when there is no such operation here
 */
export function findCall(service: Service, { method, url, body }: Asked): Call {
  const path = url.pathname.replace(/^\/2017-08-29(?=\/)/, '')
  const route = routes.find(({ at: [verb, pattern] }) => verb === method && pattern.test(path) && path !== url.pathname)
  if (!route) throw notFound(`${method} ${url.pathname} is not modelled by this stand-in.`)
  const name = decodeURIComponent(route.at[1].exec(path)?.[1] ?? '')
  const given: Given = { name, query: url.searchParams, json: json(body), url }
  return {
    operation: route.operation,
    subject: route.subject?.(service, given) ?? '',
    carryOut: fault => route.carryOut(service, { ...given, fault }),
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function body({ json }: Given): unknown {
  if (json === undefined) throw badRequest('The body is not JSON.')
  return json
}

/** The job's id and its input file, so that a fault can mean either. */
function inputOf({ jobs }: Service, { name }: Given): string {
  const input = jobs.get(name)?.request.settings.inputs[0]?.fileInput ?? ''
  return `${name} ${input}`
}
