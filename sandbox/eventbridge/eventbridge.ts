import { setTimeout as sleep } from 'node:timers/promises'
import { type ApiDestination, type DeliveryResult, deliverOnce } from './delivery.ts'
import type { EventBridgeEvent } from './event.ts'
import { type EventPattern, isMatch } from './event-pattern.ts'
import type { Fault } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import { type EventPosition, trackEventOrder } from './event-order.ts'
import { openUndelivered, type UndeliveredEvent } from './undelivered.ts'

interface Options extends ApiDestination {
  faults: Faults
  /** An event goes to the target when any of them matches. */
  rules: EventPattern[]
  /** Folder for what is not delivered yet: it is delivered by the next start. */
  state: string
}

/** EventBridge, as far as whoever sends events and whoever is called by it can tell. */
export interface EventBridge {
  /** Whether a rule passes the event. */
  hasMatchingRule(event: EventBridgeEvent): boolean
  /**
   * Takes an event; when this returns it will be delivered at least once, even over a kill, unless no rule passes it.
   * @param subject what faults are matched with; without it the S3 key
   */
  put(event: EventBridgeEvent, subject?: string): void
  close(): Promise<void>
}

/** How an API destination is tried again (EventBridge User Guide, «Retry policy»); the pauses are short, for a sandbox. */
const RETRY = { initialBackoffMs: 200, maxBackoffMs: 10_000, maxAttempts: 185, maxAgeMs: 24 * 3_600_000 }

/** Deliveries at a time; AWS's default is 300 a second. */
const MAX_CONCURRENT_DELIVERIES = 32

/** Starts delivering: first what an earlier process left. Events are not kept in order, as at AWS. */
export function startEventBridge(options: Options): EventBridge {
  const undelivered = openUndelivered(options.state)
  const closing = new AbortController()
  const deliveries = new Set<Promise<void>>()
  const withSlot = createSemaphore(MAX_CONCURRENT_DELIVERIES)
  const nextPosition = trackEventOrder()

  async function deliver({ event, subject }: UndeliveredEvent, position: EventPosition) {
    for (let attempt = 1; attempt <= RETRY.maxAttempts; attempt++) {
      closing.signal.throwIfAborted()
      const fault = options.faults.take('eventbridge', 'Deliver', subject)
      if (fault?.kind === 'reorder') await position.waitForNext(closing.signal)
      const result = await withSlot(() => attemptDelivery(event, fault))
      position.markAttempted()
      if (result.done) break
      const backoffMs = Math.min(RETRY.initialBackoffMs * 2 ** (attempt - 1), RETRY.maxBackoffMs)
      await sleep(Math.max(backoffMs, result.retryAfterMs ?? 0), undefined, { signal: closing.signal })
      if (Date.now() - Date.parse(event.time) > RETRY.maxAgeMs) break
    }
    undelivered.remove(event.id)
  }

  async function attemptDelivery(event: EventBridgeEvent, fault: Fault | undefined): Promise<DeliveryResult> {
    closing.signal.throwIfAborted()
    if (fault?.kind === 'drop') return { done: true }
    if (fault?.kind === 'duplicate') await deliverOnce(options, event, closing.signal)
    return deliverOnce(options, event, closing.signal, fault)
  }

  function startDelivery(entry: UndeliveredEvent) {
    // Whatever ends a delivery early is the closing: the file still has the event.
    const position = nextPosition()
    const delivery = deliver(entry, position).catch(position.markAttempted)
    deliveries.add(delivery)
    void delivery.finally(() => deliveries.delete(delivery))
  }

  const hasMatchingRule = (event: EventBridgeEvent) => options.rules.some(rule => isMatch(rule, event))
  for (const entry of undelivered.pending) startDelivery(entry)
  return {
    hasMatchingRule,
    put(event, subject = keyOf(event)) {
      if (!hasMatchingRule(event)) return
      undelivered.add({ event, subject })
      startDelivery({ event, subject })
    },
    async close() {
      closing.abort()
      await Promise.all(deliveries)
    },
  }
}

function keyOf({ detail }: EventBridgeEvent): string {
  const object = detail.object as { key?: string } | undefined
  return object?.key ?? ''
}

/** Runs at most so many at a time; the others wait their turn. */
function createSemaphore(maxConcurrent: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= maxConcurrent) await new Promise<void>(turn => waiting.push(turn))
    else running++
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else running--
    }
  }
}
