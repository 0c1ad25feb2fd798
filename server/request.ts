import { AsyncLocalStorage } from 'node:async_hooks'
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'

/** A request that is being answered: its id stands in its log lines, its errors and the audit events that it makes. */
export type Request = { id: string; ip?: string }

const requests = new AsyncLocalStorage<Request>()

/** The request that is being answered here, or undefined outside of one. */
export const presentRequest = (): Request | undefined => requests.getStore()

/** Runs what answers one request, so that everything below knows which. */
export function within<T>(message: IncomingMessage, work: (request: Request) => T): T {
  const request = { id: randomUUID(), ip: addressOf(message) }
  return requests.run(request, () => work(request))
}

/** Who sent it, as the socket says: headers can be forged. IPv4 addresses as such, also on a socket for both. */
export function addressOf(message: IncomingMessage): string | undefined {
  return message.socket.remoteAddress?.replace(/^::ffff:(?=\d+\.)/, '')
}
