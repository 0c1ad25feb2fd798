import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import { PassThrough } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Fault } from './fault.ts'

/** Milliseconds between the last byte and the reset: a reset takes away from the client what it has not read yet. */
const readingTime = 50

/** Carries out, with the body of the answer cut, stalled, changed or reset on its way to the client. See strike.ts. */
export async function carryOutDisturbed(
  fault: Fault,
  socket: Socket,
  response: ServerResponse,
  carryOut: (response: ServerResponse) => Promise<void> | void,
): Promise<void> {
  const answer = intercept(response)
  try {
    await Promise.all([carryOut(response), send(answer, socket, fault)])
  } catch (error) {
    answer.letGo()
    if (!socket.destroyed) throw error
  }
}

/** Resets a connection that is still there. */
export function reset(socket: Socket) {
  if (!socket.destroyed) socket.resetAndDestroy()
}

/** Waits so many milliseconds, or until the client hangs up. */
export async function waitWith(client: Socket, delayMs?: number): Promise<void> {
  const gone = new AbortController()
  const leave = () => gone.abort()
  client.once('close', leave)
  await sleep(delayMs, undefined, { signal: gone.signal }).catch(() => {})
  client.off('close', leave)
}

type Intercepted = ReturnType<typeof intercept>

async function send(answer: Intercepted, socket: Socket, { kind, afterBytes, delayMs }: Fault) {
  const chunks: AsyncIterator<Buffer> = answer.body[Symbol.asyncIterator]()
  const next = await sendFirst(answer, chunks, afterBytes ?? 0)
  if (kind === 'reset') {
    if (afterBytes) await waitWith(socket, readingTime)
    return reset(socket)
  }
  if (kind !== 'stall' || afterBytes !== undefined) answer.begin()
  if (kind === 'cut') return socket.destroySoon()
  if (kind === 'stall') await waitWith(socket, delayMs)
  await answer.write(kind === 'flip' ? withFirstByteChanged(next) : next)
  for (let chunk = await chunks.next(); !chunk.done; chunk = await chunks.next()) await answer.write(chunk.value)
  answer.end()
}

/** Sends so many bytes, and returns what it has read behind them. */
async function sendFirst(answer: Intercepted, chunks: AsyncIterator<Buffer>, bytes: number): Promise<Buffer> {
  for (let left = bytes; ; ) {
    const { value: chunk, done } = await chunks.next()
    if (done) return Buffer.alloc(0)
    await answer.write(chunk.subarray(0, left))
    if (chunk.length > left) return chunk.subarray(left)
    left -= chunk.length
  }
}

function withFirstByteChanged(chunk: Buffer) {
  const changed = Buffer.from(chunk)
  if (changed.length > 0) changed[0]! ^= 1
  return changed
}

/** Whoever answers goes on writing to the response as ever, and the bytes of the body come to us. */
function intercept(response: ServerResponse) {
  const write = response.write.bind(response) as (chunk: Buffer, written: (error?: Error | null) => void) => boolean
  const end = response.end.bind(response)
  const body = new PassThrough()
  response.write = body.write.bind(body) as typeof response.write
  response.end = ((...given: []) => {
    body.end(...given)
    return response
  }) as typeof response.end
  body.on('drain', () => response.emit('drain'))
  // Losing the client ends the body, which nobody needs to hear about twice.
  body.on('error', () => {})
  response.once('close', () => body.destroy())
  return {
    body,
    /** The headers, when they are not out yet. */
    begin: () => response.flushHeaders(),
    write: (chunk: Buffer) =>
      new Promise<void>((sent, failed) => {
        if (chunk.length === 0) return sent()
        write(chunk, error => (error ? failed(error) : sent()))
      }),
    end: () => void end(),
    /** The response is written to directly again. */
    letGo() {
      response.write = write as typeof response.write
      response.end = end
      body.destroy()
    },
  }
}
