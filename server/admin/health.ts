import type { ServerResponse } from 'node:http'
import { isVersioned } from '@lectern/workflows/storage/s3'
import type { Services } from '../open-services.ts'

/** How long each part may take to answer, in milliseconds. */
const checkTimeoutMs = 2_000

/** What a server cannot do without: 'ok', or what is wrong with it. */
export type Readiness = { ready: boolean; postgres: string; temporal: string; s3: string }

/** Asks each part whether it answers. Dropbox and MediaConvert are not asked: without them pages are shown all the same. */
export async function checkReadiness(services: Services): Promise<Readiness> {
  const { database, temporal, store } = services
  const [postgres, temporalState, s3] = await Promise.all([
    checkService(() => database.$queryRaw`SELECT 1 FROM audit_head`.then(() => true), 'away'),
    checkService(
      () =>
        temporal
          .withDeadline(Date.now() + checkTimeoutMs, () => temporal.workflowService.getSystemInfo({}))
          .then(() => true),
      'away',
    ),
    checkService(signal => isVersioned(store, signal), 'not versioned'),
  ])
  return { ready: [postgres, temporalState, s3].every(part => part === 'ok'), postgres, temporal: temporalState, s3 }
}

async function checkService(check: (signal: AbortSignal) => Promise<boolean>, failure: string): Promise<string> {
  const signal = AbortSignal.timeout(checkTimeoutMs)
  const timeout = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  return Promise.race([check(signal), timeout]).then(
    succeeded => (succeeded ? 'ok' : failure),
    () => 'away',
  )
}

/** `/health`: this process answers. */
export function sendHealth(response: ServerResponse): void {
  sendJson(response, 200, { healthy: true })
}

/** `/ready`: it can do its work; otherwise 503, and the answer names what is away. */
export async function sendReadiness(services: Services, response: ServerResponse): Promise<void> {
  const readiness = await checkReadiness(services)
  sendJson(response, readiness.ready ? 200 : 503, readiness)
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
