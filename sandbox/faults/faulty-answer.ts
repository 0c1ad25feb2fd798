import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'

/** Milliseconds between the last byte and the reset: a reset takes away from the client what it has not read yet. */
const resetDelayMs = 50

/** Carries out, with the body of the answer cut, stalled, changed or reset on its way to the client. See strike.ts. */
export async function handleWithFaultyBody(
  fault: Fault,
  socket: Socket,
  response: ServerResponse,
  handle: (response: ServerResponse) => Promise<void> | void,
): Promise<void> {
  const intercepted = intercept(response)
  try {
    await Promise.all([handle(response), sendWithFault(intercepted, socket, fault)])
  } catch (error) {
    intercepted.restore()
    if (!socket.destroyed) throw error
  }
}

/** Resets a connection that is still there. */
export function reset(socket: Socket) {
  if (!socket.destroyed) socket.resetAndDestroy()
}

/** Waits so many milliseconds, or until the client hangs up. */
export async function waitWhileConnected(client: Socket, delayMs?: number): Promise<void> {
  const disconnected = new AbortController()
  const onClose = () => disconnected.abort()
  client.once('close', onClose)
  await sleep(delayMs, undefined, { signal: disconnected.signal }).catch(() => {})
  client.off('close', onClose)
}

type InterceptedResponse = ReturnType<typeof intercept>

async function sendWithFault(intercepted: InterceptedResponse, socket: Socket, { kind, afterBytes, delayMs }: Fault) {
  const chunks: AsyncIterator<Buffer> = intercepted.body[Symbol.asyncIterator]()
  const next = await sendFirstBytes(intercepted, chunks, afterBytes ?? 0)
  if (kind === 'reset') {
    if (afterBytes) await waitWhileConnected(socket, resetDelayMs)
    return reset(socket)
  }
  if (kind !== 'stall' || afterBytes !== undefined) intercepted.flushHeaders()
  if (kind === 'cut') return socket.destroySoon()
  if (kind === 'stall') await waitWhileConnected(socket, delayMs)
  await intercepted.write(kind === 'flip' ? withFirstByteChanged(next) : next)
  for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) await intercepted.write(chunk.value)
  intercepted.end()
}

/** Sends so many bytes, and returns what it has read behind them. */
async function sendFirstBytes(
  intercepted: InterceptedResponse,
  chunks: AsyncIterator<Buffer>,
  bytes: number,
): Promise<Buffer> {
  for (let remaining = bytes; ; ) {
    const { value: chunk, done } = await chunks.next()
    if (done) return Buffer.alloc(0)
    await intercepted.write(chunk.subarray(0, remaining))
    if (chunk.length > remaining) return chunk.subarray(remaining)
    remaining -= chunk.length
  }
}

function withFirstByteChanged(chunk: Buffer) {
  const copy = Buffer.from(chunk)
  if (copy.length > 0) copy[0]! ^= 1
  return copy
}

/** Whoever answers goes on writing to the response as ever, and the bytes of the body come to us. */
function intercept(response: ServerResponse) {
  const write = response.write.bind(response) as (chunk: Buffer, written: (error?: Error | null) => void) => boolean
  const end = response.end.bind(response)
  const body = new PassThrough()
  response.write = body.write.bind(body) as typeof response.write
  response.end = ((...args: []) => {
    body.end(...args)
    return response
  }) as typeof response.end
  body.on('drain', () => response.emit('drain'))
  // Losing the client ends the body, which nobody needs to hear about twice.
  body.on('error', () => {})
  response.once('close', () => body.destroy())
  return {
    body,
    /** The headers, when they are not out yet. */
    flushHeaders: () => response.flushHeaders(),
    write: (chunk: Buffer) =>
      new Promise<void>((sent, failed) => {
        if (chunk.length === 0) return sent()
        write(chunk, error => (error ? failed(error) : sent()))
      }),
    end: () => void end(),
    /** The response is written to directly again. */
    restore() {
      response.write = write as typeof response.write
      response.end = end
      body.destroy()
    },
  }
}
