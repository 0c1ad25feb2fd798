import type { IncomingMessage } from 'node:http'
import { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { Duplex } from 'node:stream'
import { finished } from 'node:stream/promises'
import type { Fault } from './faults.ts'

/**
 * Answers one call of any node:http server as the fault that struck it wants, or as ever when there is none:
 * - `status`: nothing is carried out; that status, headers and body.
 * - `late-status`: carried out with its answer thrown away, then that status, headers and body: a lost reply.
 * - `reset` without `afterBytes`: TCP reset, nothing is carried out. With it: carried out, and reset when so many bytes of the
 *   body are out (0: before the status line, so a lost reply); a body that is shorter goes out whole before the reset.
 * - `drop` and `duplicate` concern deliveries, not answers: as ever.
 * `carryOut` must write to the response that it is given, and read the request itself. What it throws is thrown on, except after
 * a reset, where losing the connection is what was wanted.
 */
export async function strike(
  fault: Fault | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  carryOut: (response: ServerResponse) => Promise<void> | void,
): Promise<void> {
  switch (fault?.kind) {
    case 'status':
      await readToEnd(request)
      return answerAs(fault, response)
    case 'late-status':
      await carryOut(unheard(request))
      await readToEnd(request)
      return answerAs(fault, response)
    case 'reset':
      if (fault.afterBytes === undefined) return reset(request.socket)
      try {
        return await carryOut(resetAfter(fault.afterBytes, request.socket, response))
      } catch (error) {
        if (!request.socket.destroyed) throw error
        return
      }
    default:
      return carryOut(response)
  }
}

function answerAs({ status = 500, headers, body }: Fault, response: ServerResponse) {
  response.writeHead(status, headers).end(body)
}

/** A client that is still sending its body takes an early answer for a broken connection. One that hung up needs no answer. */
async function readToEnd(request: IncomingMessage) {
  request.resume()
  await finished(request).catch(() => {})
}

/** A response whose bytes go nowhere, at once: it never asks to wait, since only a server's own socket tells it to go on. */
function unheard(request: IncomingMessage) {
  const response = new ServerResponse(request)
  const nowhere = new Duplex({
    writableHighWaterMark: Number.MAX_SAFE_INTEGER,
    read() {},
    write: (_chunk, _encoding, written) => written(),
  })
  response.assignSocket(nowhere as Socket)
  return response
}

/** The same response, which lets `bytes` of its body through, and then resets the connection. */
function resetAfter(bytes: number, socket: Socket, response: ServerResponse) {
  const write = response.write.bind(response) as (chunk: Uint8Array, written?: () => void) => boolean
  let left = bytes
  let last = false
  const send = (chunk: unknown, encoding: unknown, ended: boolean, written?: () => void) => {
    if (last) return false
    const body = typeof chunk === 'string' ? Buffer.from(chunk, encodingOf(encoding)) : (chunk as Uint8Array)
    const part = body.subarray(0, left)
    left -= part.length
    last = ended || left === 0
    if (!last) return write(part, written)
    if (part.length === 0) reset(socket)
    else write(part, () => setTimeout(reset, readingTime, socket))
    return false
  }
  response.write = ((chunk: unknown, ...rest: unknown[]) =>
    send(chunk, rest[0], false, rest.find(isCallback))) as typeof response.write
  response.end = ((...given: unknown[]) => {
    const chunk = isCallback(given[0]) ? undefined : given[0]
    send(chunk ?? '', given[1], true)
    return response
  }) as typeof response.end
  return response
}

const isCallback = (given: unknown): given is () => void => typeof given === 'function'

const encodingOf = (given: unknown) => (typeof given === 'string' ? (given as BufferEncoding) : 'utf8')

/** Milliseconds between the last byte and the reset: a reset takes away from the client what it has not read yet. */
const readingTime = 50

function reset(socket: Socket) {
  if (!socket.destroyed) socket.resetAndDestroy()
}
