import type { Duplex } from 'node:stream'
import type { ExecutionResult } from 'graphql'
import type { Extra } from 'graphql-ws/use/ws'

/** The first byte of a text message that is one frame. */
const finalTextFrame = 0x81
const [maxShortBytes, maxMediumBytes] = [125, 0xffff]

/**
 * Sends the results of a subscription as graphql-ws would, but turns each of them into bytes once for all subscriptions that
 * share it. Yields only results with errors, which graphql-ws sends. Asks for the next result when the last one has left
 * the process: a slow client gets the newest state then, and holds no memory.
 */
export function sendResults(
  { socket, request }: Extra,
  id: string,
  results: AsyncGenerator<ExecutionResult, void>,
): AsyncGenerator<ExecutionResult, void> {
  const prefix = Buffer.from(`{"id":${JSON.stringify(id)},"type":"next","payload":`)
  return {
    async next() {
      for (;;) {
        const next = await results.next()
        if (next.done || next.value.errors) return next
        if (socket.readyState === socket.OPEN) await write(request.socket, frameOf(prefix, textOf(next.value)))
      }
    },
    throw: error => results.throw(error),
    return: () => results.return(),
    [Symbol.asyncIterator]() {
      return this
    },
  } as AsyncGenerator<ExecutionResult, void>
}

const texts = new WeakMap<ExecutionResult, Buffer>()

/** Returns a result as JSON, and the end of its message. */
function textOf(result: ExecutionResult): Buffer {
  const known = texts.get(result)
  if (known) return known
  const text = Buffer.from(`${JSON.stringify(result)}}`)
  texts.set(result, text)
  return text
}

/** Returns a WebSocket frame (RFC 6455, section 5.2) of a message in two parts. */
function frameOf(start: Buffer, end: Buffer): Buffer {
  const length = start.length + end.length
  const headerLength = length <= maxShortBytes ? 2 : length <= maxMediumBytes ? 4 : 10
  const frame = Buffer.allocUnsafe(headerLength + length)
  frame[0] = finalTextFrame
  if (headerLength === 2) frame[1] = length
  else if (headerLength === 4) {
    frame[1] = 126
    frame.writeUInt16BE(length, 2)
  } else {
    frame[1] = 127
    frame.writeBigUInt64BE(BigInt(length), 2)
  }
  start.copy(frame, headerLength)
  end.copy(frame, headerLength + start.length)
  return frame
}

/**
 * Writes a frame beside those of `ws`, which writes each of its own at once, because it does not compress. Resolves when
 * the operating system has it, or the connection is closed.
 */
const write = (socket: Duplex, frame: Buffer): Promise<void> =>
  new Promise(resolve => void socket.write(frame, () => resolve()))
