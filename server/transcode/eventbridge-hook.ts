import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { wakeWorkflow } from '@lectern/workflows/temporal'
import { parseWorkflowId } from '@lectern/workflows/contract'
import type { Services } from '../open-services.ts'
import { type CloudEvent, parseEvent } from './cloud-event.ts'
import { openPackageOfKey, type PackageOfKey } from './package-of-key.ts'
import { PacedWakes } from './paced-wakes.ts'
import { readBody } from '../read-body.ts'
import { Recent } from './recent.ts'
import { hookTimeoutMs, withTimeout } from '../with-timeout.ts'

/** Of so many events it is known that they were taken: a second delivery means nothing. */
const maxRememberedEvents = 10_000

/** An event of EventBridge is at most 256 kB. (EventBridge quotas) */
const maxEventBytes = 256 * 1024

type Hook = (message: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Takes events in. They only wake: what there is to do is decided by comparing rows, so a lost, doubled or late one changes nothing but the
 * time. 204 when it is taken (or means nothing to us), 401 without the key, 400 for what is no event (neither is sent again), 503 while
 * Temporal or Postgres is away, so that EventBridge sends it again.
 */
export function eventBridgeHook(services: Services): { hook: Hook; close: () => void } {
  const { configuration, database, temporal, log } = services
  const packageOfKey = openPackageOfKey(database)
  const transcodes = new PacedWakes(
    packageId => wakeWorkflow(temporal, { workflow: 'transcode', packageId }, hookTimeoutMs),
    log,
  )
  const jobs = new PacedWakes(() => wakeWorkflow(temporal, { workflow: 'watchJobs' }, hookTimeoutMs), log)
  const recentEventIds = new Recent(maxRememberedEvents)
  const hook: Hook = async (message, response) => {
    const respond = (status: number, headers = {}) => void response.writeHead(status, headers).end()
    if (message.method !== 'POST') return respond(405, { allow: 'POST' })
    if (!isValidKey(message.headers['x-lectern-key'], configuration.EVENTBRIDGE_KEY)) return respond(401)
    const body = await readBody(message, maxEventBytes)
    const event = body && parseEvent(body.toString('utf8'))
    if (!event) return respond(400)
    try {
      if (event.id === null || !recentEventIds.has(event.id))
        await withTimeout(handleEvent(event, { packageOfKey, transcodes, jobs, services }))
      if (event.id !== null) recentEventIds.add(event.id)
      respond(204)
    } catch (error) {
      log.warn({ err: error }, 'An event could not be taken; EventBridge sends it again')
      respond(503, { 'retry-after': '5' })
    }
  }
  const close = () => {
    transcodes.close()
    jobs.close()
  }
  return { hook, close }
}

type HandlerDependencies = { packageOfKey: PackageOfKey; transcodes: PacedWakes; jobs: PacedWakes; services: Services }

async function handleEvent(
  event: CloudEvent,
  { packageOfKey, transcodes, jobs, services }: HandlerDependencies,
): Promise<void> {
  if (event.kind === 'created') {
    const packageId = await packageOfKey(event.key)
    if (packageId !== null) await transcodes.wake(packageId)
  } else if (event.kind === 'job') {
    const workflow = parseWorkflowId(event.workflowId)
    if (workflow?.workflow !== 'encode') return
    // How far a job is, is asked for all jobs together; only its end is the business of its own workflow.
    if (event.isFinished) await wakeWorkflow(services.temporal, workflow, hookTimeoutMs)
    else await jobs.wake('jobs')
  }
}

/** Compared by their hashes, in a time that tells nothing about either. */
function isValidKey(header: string | string[] | undefined, key: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return typeof header === 'string' && timingSafeEqual(hash(header), hash(key))
}
