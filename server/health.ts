import type { ServerResponse } from 'node:http'
import { memoize } from '@lectern/domain/memoize'
import { checkReadiness } from '@lectern/workflows/system/readiness'
import type { ServerServices } from './open-services.ts'

/** Milliseconds that one result of `/ready` is served again, so that frequent checks cost the services nothing. */
const readinessCacheMs = 1_000

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

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
