/** For tests: a subscriber that verifies each message with the library of the scheme. */
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { Webhook } from 'standardwebhooks'
import { onTestFinished } from 'vitest'

export type Message = { id: string; type: string; data: Record<string, unknown> }
/** Answers a message. Without it, the subscriber takes every message. */
export type Answer = (message: Message, response: ServerResponse, request: IncomingMessage) => unknown

/**
 * Starts a subscriber on loopback, on a port of its own or on `port`. `messages` has what arrived, also duplicates. Set
 * `secret` before the first message. A message with a wrong signature is answered with 401.
 */
export async function startSubscriber(answer: Answer = (_, response) => response.end('thanks'), port = 0) {
  const subscriber = { url: '', port, secret: '', messages: [] as Message[], rejected: 0, close }
  const server = createServer(async (request, response) => {
    const body = await text(request)
    try {
      const verified = new Webhook(subscriber.secret).verify(body, request.headers as Record<string, string>)
      const message = { ...(verified as Message), id: String(request.headers['webhook-id']) }
      subscriber.messages.push(message)
      await answer(message, response, request)
    } catch {
      subscriber.rejected++
      response.writeHead(401).end()
    }
  })
  await once(server.listen(port, '127.0.0.1'), 'listening')
  onTestFinished(close)
  subscriber.port = (server.address() as AddressInfo).port
  subscriber.url = `http://127.0.0.1:${subscriber.port}/events`
  return subscriber

  function close() {
    server.closeAllConnections()
    server.close()
  }
}
