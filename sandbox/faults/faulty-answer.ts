import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'

/** The pause before a reset, in milliseconds. A reset discards bytes that the client has not read yet. */
const resetDelayMs = 50

/** Handles the call with a response body that is cut, stalled, flipped, or reset. See apply-fault.ts. */
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

/** Resets a connection unless it is already closed. */
export function reset(socket: Socket) {
  if (!socket.destroyed) socket.resetAndDestroy()
}

/** Waits `delayMs` milliseconds, or until the client hangs up. */
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

/** Sends the first `bytes` bytes, and returns the rest of the last chunk. */
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

/** Redirects the response's body to a stream. The handler writes to the response as usual. */
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
  // A lost client ends the body. The response already reports that error.
  body.on('error', () => {})
  response.once('close', () => body.destroy())
  return {
    body,
    /** Sends the headers if they are not sent yet. */
    flushHeaders: () => response.flushHeaders(),
    write: (chunk: Buffer) =>
      new Promise<void>((sent, failed) => {
        if (chunk.length === 0) return sent()
        write(chunk, error => (error ? failed(error) : sent()))
      }),
    end: () => void end(),
    /** Lets the response write to the client directly again. */
    restore() {
      response.write = write as typeof response.write
      response.end = end
      body.destroy()
    },
  }
}
