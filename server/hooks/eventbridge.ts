import { createHash, timingSafeEqual } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { wake } from '@lectern/workflows/clients/temporal'
import { parseWorkflowId } from '@lectern/workflows/contract'
import type { World } from '../world.ts'
import { type CloudEvent, parseEvent } from './event.ts'
import { openFolders, type PackageOfKey } from './folders.ts'
import { PacedWakes } from './paced-wakes.ts'
import { readBody } from './read-body.ts'
import { Recent } from './recent.ts'
import { patience, soon } from './soon.ts'

/** Of so many events it is known that they were taken: a second delivery means nothing. */
const remembered = 10_000

/** An event of EventBridge is at most 256 kB. (EventBridge quotas) */
const longestEvent = 256 * 1024

type Hook = (message: IncomingMessage, response: ServerResponse) => Promise<void>

/**
 * Takes events in. They only wake: what there is to do is decided by comparing rows, so a lost, doubled or late one changes nothing but the
 * time. 204 when it is taken (or means nothing to us), 401 without the key, 400 for what is no event (neither is sent again), 503 while
 * Temporal or Postgres is away, so that EventBridge sends it again.
 */
export function eventBridgeHook(world: World): { hook: Hook; close: () => void } {
  const { configuration, database, temporal, log } = world
  const packageOfKey = openFolders(database)
  const transcodes = new PacedWakes(packageId => wake(temporal, { workflow: 'transcode', packageId }, patience), log)
  const jobs = new PacedWakes(() => wake(temporal, { workflow: 'jobs' }, patience), log)
  const taken = new Recent(remembered)
  const hook: Hook = async (message, response) => {
    const end = (status: number, headers = {}) => void response.writeHead(status, headers).end()
    if (message.method !== 'POST') return end(405, { allow: 'POST' })
    if (!isKey(message.headers['x-lectern-key'], configuration.EVENTBRIDGE_KEY)) return end(401)
    const body = await readBody(message, longestEvent)
    const event = body && parseEvent(body.toString('utf8'))
    if (!event) return end(400)
    try {
      if (event.id === null || !taken.has(event.id)) await soon(take(event, { packageOfKey, transcodes, jobs, world }))
      if (event.id !== null) taken.add(event.id)
      end(204)
    } catch (error) {
      log.warn({ err: error }, 'An event could not be taken; EventBridge sends it again')
      end(503, { 'retry-after': '5' })
    }
  }
  const close = () => {
    transcodes.close()
    jobs.close()
  }
  return { hook, close }
}

type Means = { packageOfKey: PackageOfKey; transcodes: PacedWakes; jobs: PacedWakes; world: World }

async function take(event: CloudEvent, { packageOfKey, transcodes, jobs, world }: Means): Promise<void> {
  if (event.kind === 'created') {
    const packageId = await packageOfKey(event.key)
    if (packageId !== null) await transcodes.wake(packageId)
  } else if (event.kind === 'job') {
    const workflow = parseWorkflowId(event.workflowId)
    if (workflow?.workflow !== 'encode') return
    // How far a job is, is asked for all jobs together; only its end is the business of its own workflow.
    if (event.over) await wake(world.temporal, workflow, patience)
    else await jobs.wake('jobs')
  }
}

/** Compared by their hashes, in a time that tells nothing about either. */
function isKey(given: string | string[] | undefined, key: string): boolean {
  const hash = (text: string) => createHash('sha256').update(text).digest()
  return typeof given === 'string' && timingSafeEqual(hash(given), hash(key))
}
