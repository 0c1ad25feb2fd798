import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from '../faults/fault.ts'
import type { Faults } from '../faults/faults.ts'
import { noLog, type PartLog } from '../machine/log-file.ts'
import { type ApiDestination, type DeliveryResult, deliverOnce } from './delivery.ts'
import type { EventBridgeEvent } from './event.ts'
import { type EventPosition, trackEventOrder } from './event-order.ts'
import { type EventPattern, isMatch } from './event-pattern.ts'
import { openUndelivered, type UndeliveredEvent } from './undelivered.ts'

interface Options extends ApiDestination {
  faults: Faults
  /** An event is sent to the target when any rule matches. */
  rules: EventPattern[]
  /** Folder that stores undelivered events. The next start delivers them. */
  state: string
  /** Default: logs nothing. */
  log?: PartLog
}

/** An EventBridge bus, as its senders and its target see it. */
export interface EventBridge {
  /** Returns whether any rule matches the event. */
  hasMatchingRule(event: EventBridgeEvent): boolean
  /**
   * Accepts an event. Once this returns, the event is delivered at least once, even if the process is killed. Ignores
   * events that no rule matches.
   * @param subject the text that a fault's `match` is compared with; defaults to the S3 key
   */
  put(event: EventBridgeEvent, subject?: string): void
  close(): Promise<void>
}

/** The retry policy of API destinations (EventBridge User Guide, "Retry policy"), with short pauses for the sandbox. */
const RETRY = { initialBackoffMs: 200, maxBackoffMs: 10_000, maxAttempts: 185, maxAgeMs: 24 * 3_600_000 }

/** The number of concurrent deliveries. AWS's default is 300 per second. */
const MAX_CONCURRENT_DELIVERIES = 32

/** Starts EventBridge. Delivers the events of an earlier process first. As at AWS, events may arrive in any order. */
export function startEventBridge(options: Options): EventBridge {
  const undelivered = openUndelivered(options.state)
  const { log = noLog } = options
  const closing = new AbortController()
  const deliveries = new Set<Promise<void>>()
  const withSlot = createSemaphore(MAX_CONCURRENT_DELIVERIES)
  const nextPosition = trackEventOrder()

  async function deliver(entry: UndeliveredEvent, position: EventPosition) {
    const { event, subject } = entry
    for (let attempt = 1; ; attempt++) {
      closing.signal.throwIfAborted()
      const fault = options.faults.take('eventbridge', 'Deliver', subject)
      if (fault?.kind === 'reorder') await position.waitForNext(closing.signal)
      const result = await withSlot(() => attemptDelivery(event, fault))
      position.markAttempted()
      if (result.done) {
        if (result.refusedStatus) log.error(`The target refused ${describeEvent(entry)} with ${result.refusedStatus}`)
        break
      }
      const backoffMs = Math.min(RETRY.initialBackoffMs * 2 ** (attempt - 1), RETRY.maxBackoffMs)
      await sleep(Math.max(backoffMs, result.retryAfterMs ?? 0), undefined, { signal: closing.signal })
      if (attempt < RETRY.maxAttempts && Date.now() - Date.parse(event.time) <= RETRY.maxAgeMs) continue
      log.error(`Gave up on ${describeEvent(entry)} after ${attempt} attempts`)
      break
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
    const position = nextPosition()
    const delivery = deliver(entry, position).catch(error => {
      // Closing ends a delivery early. The file still has the event then.
      if (!closing.signal.aborted) log.error(`The delivery of ${describeEvent(entry)} failed`, error)
      position.markAttempted()
    })
    deliveries.add(delivery)
    void delivery.finally(() => deliveries.delete(delivery))
  }

  const hasMatchingRule = (event: EventBridgeEvent) => options.rules.some(rule => isMatch(rule, event))
  log.info(`Delivering to ${options.webhookUrl}. Events left by an earlier process: ${undelivered.pending.length}`)
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

const describeEvent = ({ event, subject }: UndeliveredEvent) => `${event['detail-type']} ${event.id} (${subject})`

function keyOf({ detail }: EventBridgeEvent): string {
  const object = detail.object as { key?: string } | undefined
  return object?.key ?? ''
}

/** Limits concurrent work to `maxConcurrent`. Further calls wait in line. */
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
