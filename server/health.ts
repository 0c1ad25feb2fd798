import type { ServerResponse } from 'node:http'
import { memoize } from '@lectern/domain/memoize'
import { isVersioned } from '@lectern/workflows/storage/s3'
import { hasNamespace } from '@lectern/workflows/temporal'
import type { ServerServices } from './open-services.ts'
import { waitWhileRunning } from './wait-while-running.ts'

/** Milliseconds that each service may take to answer, while this process runs. */
const checkTimeoutMs = 2_000
/** Milliseconds that one result of `/ready` is served again, so that frequent checks cost the services nothing. */
const readinessCacheMs = 1_000

/** Whether a server can work: 'ok' for each service, or what is wrong with it. */
type Readiness = { ready: boolean; postgres: string; temporal: string; s3: string }

/**
 * Answers the paths that load balancers request on both origins. `/health` is 200 while this process answers. `/ready`
 * is 200 if it can work, else 503 with a body that names the unreachable service. Returns whether the path was one of
 * them.
 */
export function openHealthRoutes(services: ServerServices): (path: string, response: ServerResponse) => boolean {
  const readiness = memoize(readinessCacheMs, 1, () => checkReadiness(services))
  return (path, response) => {
    if (path === '/health') sendJson(response, 200, { healthy: true })
    else if (path === '/ready') void readiness().then(result => sendJson(response, result.ready ? 200 : 503, result))
    else return false
    return true
  }
}

/** Asks each service. Dropbox and MediaConvert are left out: teachers see packages without them. */
async function checkReadiness(services: ServerServices): Promise<Readiness> {
  const { database, temporal, store } = services
  const [postgres, temporalState, s3] = await Promise.all([
    checkService(() => database.$queryRaw`SELECT 1 FROM audit_head`.then(() => true), 'unreachable'),
    checkService(signal => hasNamespace(temporal, signal), 'namespace not found'),
    checkService(signal => isVersioned(store, signal), 'not versioned'),
  ])
  return { ready: [postgres, temporalState, s3].every(state => state === 'ok'), postgres, temporal: temporalState, s3 }
}

async function checkService(check: (signal: AbortSignal) => Promise<boolean>, failure: string): Promise<string> {
  const isOver = new AbortController()
  const timeout = waitWhileRunning(checkTimeoutMs, isOver.signal).then(() => 'unreachable')
  const answer = check(isOver.signal).then(
    succeeded => (succeeded ? 'ok' : failure),
    () => 'unreachable',
  )
  return Promise.race([answer, timeout]).finally(() => isOver.abort())
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
