import type { IncomingMessage } from 'node:http'
import { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Fault } from './fault.ts'
import { handleWithFaultyBody, reset, waitWhileConnected } from './faulty-answer.ts'

/**
 * Handles one call of a node:http server and applies a fault to it. Without a fault, `handle` answers normally.
 * - `status`: sends status, headers, and body. Does not handle the call.
 * - `late-status`: handles the call, discards its response, then sends status, headers, and body (a lost response).
 * - `reset` without `afterBytes`: sends a TCP reset. Does not handle the call.
 * - `reset` with `afterBytes`: handles the call, and resets after that many bytes of the body. 0 resets before the
 *   status line (a lost response). A shorter body is sent whole before the reset.
 * - `cut`: handles the call, and closes the connection normally after `afterBytes` bytes of the body.
 * - `stall`: handles the call, pauses after `afterBytes` bytes of the body, then continues. Without `afterBytes`, it
 *   pauses before the status line.
 * - `delay`: pauses, then handles the call. Does not handle it if the client hangs up meanwhile.
 * - `flip`: handles the call, and flips the lowest bit of the byte at offset `afterBytes`. A shorter body is unchanged.
 * - Any other kind: calls `handle` normally, which applies the fault itself.
 * `handle` must write to the response it receives, and read the request itself. Rethrows what `handle` throws, except
 * after this function has broken the connection.
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

/** Reads the request to its end: a client that is still sending treats an early response as a broken connection. */
async function drainRequest(request: IncomingMessage) {
  request.resume()
  await finished(request).catch(() => {})
}

/** Creates a response that discards its bytes. It never applies backpressure, because nothing would emit `drain`. */
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
