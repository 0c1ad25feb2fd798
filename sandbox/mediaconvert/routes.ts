import { badRequest, notFound } from './errors.ts'
import { cancelJob, createJob, getJob, listJobs, type Reply, type Service } from './operations.ts'
import { readJobRequest } from './request.ts'

/** A call that was recognised but not carried out yet. */
export interface Call {
  /** MediaConvert's own name of it. */
  operation: string
  /** What faults are matched with: the input file, wherever a call is about one. */
  subject: string
  /** @throws Refusal */
  carryOut(): Reply
}

const ROOT = '/2017-08-29'

/**
 * Finds the operation of a request (MediaConvert API Reference). What exists at AWS but not here is refused like an unknown path.
 * @param body as sent
 * @throws Refusal 404 when there is no such operation here
 */
export function findCall(service: Service, method: string, url: URL, body: string): Call {
  const [, id] = /^\/2017-08-29\/jobs\/([^/]+)$/.exec(url.pathname) ?? []
  switch (id ? `${method} job` : `${method} ${url.pathname}`) {
    case `POST ${ROOT}/jobs`: {
      const read = json(body)
      const input = (read as Sketch | undefined)?.settings?.inputs?.[0]?.fileInput ?? ''
      return call('CreateJob', String(input), () => {
        if (read === undefined) throw badRequest('The body is not JSON.')
        return createJob(service, readJobRequest(read))
      })
    }
    case `GET ${ROOT}/jobs`:
      return call('ListJobs', '', () => listJobs(service, url.searchParams))
    case `GET ${ROOT}/search`:
      return call('SearchJobs', url.searchParams.get('inputFile') ?? '', () => listJobs(service, url.searchParams))
    case 'GET job':
      return call('GetJob', inputOf(service, id!), () => getJob(service, decodeURIComponent(id!)))
    case 'DELETE job':
      return call('CancelJob', inputOf(service, id!), () => cancelJob(service, decodeURIComponent(id!)))
    default:
      throw notFound(`${method} ${url.pathname} is not modelled by this stand-in.`)
  }
}

const call = (operation: string, subject: string, carryOut: () => Reply): Call => ({ operation, subject, carryOut })

/** A body before anything in it was checked. */
interface Sketch {
  settings?: { inputs?: { fileInput?: unknown }[] }
}

function json(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    return undefined
  }
}

/** The job's id and its input file, so that a fault can mean either. */
function inputOf({ jobs }: Service, id: string): string {
  const input = jobs.get(id)?.request.settings.inputs[0]?.fileInput ?? ''
  return `${id} ${input}`
}
