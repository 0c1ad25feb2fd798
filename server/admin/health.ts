import type { ServerResponse } from 'node:http'
import { isVersioned } from '@lectern/workflows/clients/s3'
import type { World } from '../world.ts'

/** How long each part may take to answer, in milliseconds. */
const patience = 2_000

/** What a server cannot do without: 'ok', or what is wrong with it. */
export type Readiness = { ready: boolean; postgres: string; temporal: string; s3: string }

/** Asks each part whether it answers. Dropbox and MediaConvert are not asked: without them pages are shown all the same. */
export async function readiness(world: World): Promise<Readiness> {
  const { database, temporal, store } = world
  const [postgres, temporalState, s3] = await Promise.all([
    state(() => database.$queryRaw`SELECT 1 FROM audit_head`.then(() => true), 'away'),
    state(
      () =>
        temporal.withDeadline(Date.now() + patience, () => temporal.workflowService.getSystemInfo({})).then(() => true),
      'away',
    ),
    state(signal => isVersioned(store, signal), 'not versioned'),
  ])
  return { ready: [postgres, temporalState, s3].every(part => part === 'ok'), postgres, temporal: temporalState, s3 }
}

async function state(ask: (signal: AbortSignal) => Promise<boolean>, no: string): Promise<string> {
  const signal = AbortSignal.timeout(patience)
  const late = new Promise<never>((_, reject) => signal.addEventListener('abort', () => reject(signal.reason)))
  return Promise.race([ask(signal), late]).then(
    yes => (yes ? 'ok' : no),
    () => 'away',
  )
}

/** `/health`: this process answers. */
export function sendHealth(response: ServerResponse): void {
  sendJson(response, 200, { healthy: true })
}

/** `/ready`: it can do its work; otherwise 503, and the answer names what is away. */
export async function sendReadiness(world: World, response: ServerResponse): Promise<void> {
  const answer = await readiness(world)
  sendJson(response, answer.ready ? 200 : 503, answer)
}

function sendJson(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(`${JSON.stringify(body)}\n`)
}
