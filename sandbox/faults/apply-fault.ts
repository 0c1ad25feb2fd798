import type { IncomingMessage } from 'node:http'
import { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import { handleWithFaultyBody, reset, waitWhileConnected } from './faulty-answer.ts'
import type { Fault } from './fault.ts'

/**
 * Answers one call of any node:http server as the fault that struck it wants, or as ever when there is none:
 * - `status`: nothing is carried out; that status, headers and body.
 * - `late-status`: carried out with its answer thrown away, then that status, headers and body: a lost reply.
 * - `reset` without `afterBytes`: TCP reset, nothing is carried out. With it: carried out, and reset when so many bytes of the
 *   body are out (0: before the status line, so a lost reply); a body that is shorter goes out whole before the reset.
 * - `cut`: carried out; the connection is closed in good order when so many bytes of the body are out.
 * - `stall`: carried out; silence after so many bytes of the body (when not said: before the status line), then it goes on.
 * - `delay`: silence, then as ever, carried out late. A client that did not wait has asked for nothing.
 * - `flip`: carried out; that byte of the body (counted from 0) has its lowest bit changed. A body that is shorter stays as it is.
 * - All others are the business of who carries out: as ever.
 * `carryOut` must write to the response that it is given, and read the request itself. What it throws is thrown on, except after
 * a connection was lost on purpose.
 */
export async function applyFault(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  handle: (response: ServerResponse) => Promise<void> | void,
): Promise<void> {
  switch (fault?.kind) {
    case 'status':
      await drainRequest(request)
      return sendFaultResponse(fault, response)
    case 'late-status':
      await handle(createDiscardedResponse(request))
      await drainRequest(request)
      return sendFaultResponse(fault, response)
    case 'delay':
      await waitWhileConnected(request.socket, fault.delayMs)
      return request.socket.destroyed ? undefined : handle(response)
    case 'reset':
      if (fault.afterBytes === undefined) return reset(request.socket)
      return handleWithFaultyBody(fault, request.socket, response, handle)
    case 'cut':
    case 'stall':
    case 'flip':
      return handleWithFaultyBody(fault, request.socket, response, handle)
    default:
      return handle(response)
  }
}

function sendFaultResponse({ status = 500, headers, body }: Fault, response: ServerResponse) {
  response.writeHead(status, headers).end(body)
}

/** A client that is still sending its body takes an early answer for a broken connection. One that hung up needs no answer. */
async function drainRequest(request: IncomingMessage) {
  request.resume()
  await finished(request).catch(() => {})
}

/** A response whose bytes go nowhere, at once: it never asks to wait, since only a server's own socket tells it to go on. */
function createDiscardedResponse(request: IncomingMessage) {
  const response = new ServerResponse(request)
  const sink = new Duplex({
    writableHighWaterMark: Number.MAX_SAFE_INTEGER,
    read() {},
    write: (_chunk, _encoding, written) => written(),
  })
  response.assignSocket(sink as Socket)
  return response
}
