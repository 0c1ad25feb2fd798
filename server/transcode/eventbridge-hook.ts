import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { withTimeout } from '@lectern/domain/with-timeout'
import { parseWorkflowId } from '@lectern/workflows/contract'
import { wakeWorkflow } from '@lectern/workflows/temporal'
import { hookTimeoutMs } from '../hook-timeout.ts'
import type { ServerServices } from '../open-services.ts'
import { readBody } from '../read-body.ts'
import { type CloudEvent, parseEvent } from './cloud-event.ts'
import { PacedWakes } from './paced-wakes.ts'
import { openPackageOfKey, type PackageOfKey } from './package-of-key.ts'
import { Recent } from './recent.ts'

/** The number of event ids we remember, to ignore duplicate deliveries. */
const maxRememberedEvents = 10_000

/** The size limit of an event (EventBridge quotas). */
const maxEventBytes = 256 * 1024

type Hook = (message: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Receives events from EventBridge. Events only wake workflows, which compare rows, so a lost, duplicate, or late event
 * only causes a delay. Returns 204 if the event was processed or is irrelevant. Returns 401 without the key and 400 for
 * an invalid event; EventBridge does not resend those. Returns 503 while Temporal or Postgres is unreachable, so that
 * EventBridge resends the event.
 */
export function eventBridgeHook(services: ServerServices): { hook: Hook; close: () => void } {
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
        await withTimeout(handleEvent(event, { packageOfKey, transcodes, jobs, services }), hookTimeoutMs)
      if (event.id !== null) recentEventIds.add(event.id)
      respond(204)
    } catch (error) {
      log.warn({ err: error }, 'Event not processed. EventBridge will resend it')
      respond(503, { 'retry-after': '5' })
    }
  }
  const close = () => {
    transcodes.close()
    jobs.close()
  }
  return { hook, close }
}

type HandlerDependencies = {
  packageOfKey: PackageOfKey
  transcodes: PacedWakes
  jobs: PacedWakes
  services: ServerServices
}

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
    // One workflow polls the progress of all jobs. Only the end of a job wakes its own workflow.
    if (event.isFinished) await wakeWorkflow(services.temporal, workflow, hookTimeoutMs)
    else await jobs.wake('jobs')
  }
}

/** Compares the hashes in constant time, so that timing reveals nothing about the key. */
function isValidKey(header: string | string[] | undefined, key: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return typeof header === 'string' && timingSafeEqual(hash(header), hash(key))
}
