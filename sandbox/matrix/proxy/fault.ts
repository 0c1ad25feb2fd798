import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'

/** What happens to requests of one kind instead of their answer. */
export const faultModes = ['404', '500', 'reset', 'hang', 'slow', 'garbage'] as const

export type FaultMode = (typeof faultModes)[number]

/** How long a slow answer takes, in milliseconds. */
const slowMs = 30_000

const garbage = Buffer.from('\u0000garbage, neither text nor picture nor video\uFFFF'.repeat(50))

/**
 * Applies a fault to a request. Returns whether it answered; a slow request is answered as usual, but only after 30
 * seconds.
 */
export async function applyFault(
  mode: FaultMode,
  message: IncomingMessage,
  response: ServerResponse,
): Promise<boolean> {
  switch (mode) {
    case '404':
    case '500':
      response.writeHead(Number(mode), { 'content-type': 'text/plain', 'access-control-allow-origin': '*' })
      response.end('fault')
      return true
    case 'reset':
      message.socket.resetAndDestroy()
      return true
    case 'garbage':
      response.writeHead(200, { 'content-type': 'application/octet-stream', 'access-control-allow-origin': '*' })
      response.end(garbage)
      return true
    case 'hang':
      return true
    case 'slow':
      await sleep(slowMs, undefined, { ref: false })
      return false
  }
}
