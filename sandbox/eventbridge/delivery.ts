import type { Fault } from '../faults/fault.ts'
import type { EventBridgeEvent } from './event.ts'

/** The target of events: an API destination whose connection authorizes with an API key. */
export interface ApiDestination {
  /** The webhook's address. */
  webhookUrl: string
  key: { header: string; value: string }
}

/**
 * The result of one attempt: done (delivered, or refused for good with `refusedStatus`), or to be retried after at least
 * `retryAfterMs`.
 */
export type DeliveryResult = { done: true; refusedStatus?: number } | { done: false; retryAfterMs?: number }

/** How long an API destination waits for its target (EventBridge User Guide, "API destinations"). */
const TIMEOUT_MS = 5_000

/** The headers that AWS sends. They include `Range`, which a webhook must ignore. */
const HEADERS = {
  'user-agent': 'Amazon/EventBridge/ApiDestinations',
  'content-type': 'application/json; charset=utf-8',
  range: 'bytes=0-1048575',
  'accept-encoding': 'gzip,deflate',
  connection: 'close',
}

/**
 * Posts an event once. 429, 5xx, a timeout, or a broken connection means a retry; any other response is final.
 * A fault replaces the target's response: `status` before the request is sent, `late-status` and `reset` after the
 * target has responded. `reset` without `afterBytes` takes effect before the request is sent.
 * @throws when `closing` aborts
 */
export async function deliverOnce(
  { webhookUrl, key }: ApiDestination,
  event: EventBridgeEvent,
  closing: AbortSignal,
  fault?: Fault,
): Promise<DeliveryResult> {
  if (fault?.kind === 'status') return resultFromStatus(fault.status ?? 500, fault.headers?.['retry-after'])
  if (fault?.kind === 'reset' && fault.afterBytes === undefined) return { done: false }
  try {
    const response = await fetch(webhookUrl, {
      method: 'POST',
      headers: { ...HEADERS, [key.header]: key.value },
      body: JSON.stringify(event),
      redirect: 'manual',
      signal: AbortSignal.any([closing, AbortSignal.timeout(TIMEOUT_MS)]),
    })
    await response.body?.cancel()
    if (fault?.kind === 'late-status') return resultFromStatus(fault.status ?? 500, fault.headers?.['retry-after'])
    if (fault?.kind === 'reset') return { done: false }
    return resultFromStatus(response.status, response.headers.get('retry-after'))
  } catch {
    closing.throwIfAborted()
    return { done: false }
  }
}

/** @param retryAfter seconds or an HTTP date (RFC 9110, 10.2.3) */
function resultFromStatus(status: number, retryAfter: string | null | undefined): DeliveryResult {
  if (status !== 429 && status < 500) return status < 300 ? { done: true } : { done: true, refusedStatus: status }
  if (!retryAfter) return { done: false }
  const seconds = Number(retryAfter)
  const retryAfterMs = Number.isNaN(seconds) ? Date.parse(retryAfter) - Date.now() : seconds * 1000
  return { done: false, retryAfterMs: Number.isNaN(retryAfterMs) ? undefined : retryAfterMs }
}
