import { setTimeout as sleep } from 'node:timers/promises'
import { deliverOnce, type Outcome, type Target } from './delivery.ts'
import type { EventBridgeEvent } from './event.ts'
import { type EventPattern, matches } from './event-pattern.ts'
import type { Fault } from './fault.ts'
import type { Faults } from './faults.ts'
import { type Place, places } from './places.ts'
import { openUndelivered, type Undelivered } from './undelivered.ts'

interface Options extends Target {
  faults: Faults
  /** An event goes to the target when any of them matches. */
  rules: EventPattern[]
  /** Folder for what is not delivered yet: it is delivered by the next start. */
  state: string
}

/** EventBridge, as far as whoever sends events and whoever is called by it can tell. */
export interface EventBridge {
  /** Whether a rule passes the event. */
  isWatched(event: EventBridgeEvent): boolean
  /**
   * Takes an event; when this returns it will be delivered at least once, even over a kill, unless no rule passes it.
   * @param subject what faults are matched with; without it the S3 key
   */
  put(event: EventBridgeEvent, subject?: string): void
  close(): Promise<void>
}

/** How an API destination is tried again (EventBridge User Guide, «Retry policy»); the pauses are short, for a sandbox. */
const RETRY = { firstPauseMs: 200, longestPauseMs: 10_000, attempts: 185, ageMs: 24 * 3_600_000 }

/** Deliveries at a time; AWS's default is 300 a second. */
const DELIVERIES_AT_ONCE = 32

/** Starts delivering: first what an earlier process left. Events are not kept in order, as at AWS. */
export function startEventBridge(options: Options): EventBridge {
  const undelivered = openUndelivered(options.state)
  const closing = new AbortController()
  const deliveries = new Set<Promise<void>>()
  const slots = limit(DELIVERIES_AT_ONCE)
  const nextPlace = places()

  async function deliver({ event, subject }: Undelivered, place: Place) {
    for (let attempt = 1; attempt <= RETRY.attempts; attempt++) {
      closing.signal.throwIfAborted()
      const fault = options.faults.take('eventbridge', 'Deliver', subject)
      if (fault?.kind === 'reorder') await place.afterNext(closing.signal)
      const outcome = await slots(() => attemptDelivery(event, fault))
      place.tried()
      if (outcome.done) break
      const pause = Math.min(RETRY.firstPauseMs * 2 ** (attempt - 1), RETRY.longestPauseMs)
      await sleep(Math.max(pause, outcome.retryAfterMs ?? 0), undefined, { signal: closing.signal })
      if (Date.now() - Date.parse(event.time) > RETRY.ageMs) break
    }
    undelivered.remove(event.id)
  }

  async function attemptDelivery(event: EventBridgeEvent, fault: Fault | undefined): Promise<Outcome> {
    closing.signal.throwIfAborted()
    if (fault?.kind === 'drop') return { done: true }
    if (fault?.kind === 'duplicate') await deliverOnce(options, event, closing.signal)
    return deliverOnce(options, event, closing.signal, fault)
  }

  function start(entry: Undelivered) {
    // Whatever ends a delivery early is the closing: the file still has the event.
    const place = nextPlace()
    const delivery = deliver(entry, place).catch(place.tried)
    deliveries.add(delivery)
    void delivery.finally(() => deliveries.delete(delivery))
  }

  const isWatched = (event: EventBridgeEvent) => options.rules.some(rule => matches(rule, event))
  for (const entry of undelivered.left) start(entry)
  return {
    isWatched,
    put(event, subject = keyOf(event)) {
      if (!isWatched(event)) return
      undelivered.add({ event, subject })
      start({ event, subject })
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
function limit(most: number) {
  let running = 0
  const waiting: (() => void)[] = []
  return async <T>(work: () => Promise<T>): Promise<T> => {
    if (running >= most) await new Promise<void>(turn => waiting.push(turn))
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
