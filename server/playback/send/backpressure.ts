import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { ByteRange } from './range.ts'
import { Reader } from './reader.ts'
import type { Semaphore } from './semaphore.ts'

/**
 * A source that can be reopened at any byte. Opening takes a permit of the semaphore. Closing the stream returns it.
 */
export type Source = { open(start: number): Promise<Readable>; semaphore: Semaphore }

/** A client is stalled after this time without reading. Its permit may then go to another client. */
const stalledAfterMs = 100
/** A stalled client loses its permit after this time in any case. */
const giveUpAfterMs = 2_000
/** A reader that has held a permit this long yields to waiting readers. */
const fairShareMs = 1_000

/**
 * The chunk size for new or slow clients. After `steadyClientBytes` without a stall, a client gets chunks as S3 sends
 * them.
 */
const chunkBytes = 16 * 1024
const steadyClientBytes = 16 * 1024 ** 2

/**
 * Sends a range of `source` as fast as the client reads it. Calls `onStart` when the source is open. A stalled client
 * costs one small chunk and no connection to S3; the source is reopened when the client continues. A failed read is
 * retried as long as it makes progress. Sends `tail` after the last byte. Ends without an error when the client
 * disconnects.
 */
export async function sendWithBackpressure(
  response: ServerResponse,
  source: Source,
  { start, end }: ByteRange,
  onStart: () => void,
  tail?: Buffer,
): Promise<void> {
  let offset = start
  let steadyBytes = 0
  while (offset <= end) {
    const startOffset = offset
    const reader = new Reader(await source.open(offset))
    if (offset === start) onStart()
    const giveUp = () => reader.end()
    const yieldAtMs = performance.now() + fairShareMs
    let failure: unknown = null
    try {
      while (offset <= end && !reader.isEnded) {
        const length = await send(response, reader, steadyBytes < steadyClientBytes, source.semaphore, giveUp)
        if (length === null) break
        offset += Math.abs(length)
        steadyBytes = length < 0 ? 0 : steadyBytes + length
        if (source.semaphore.hasWaiters && performance.now() > yieldAtMs) giveUp()
      }
    } catch (error) {
      failure = error
    }
    const wasGivenUp = reader.isEnded
    reader.end()
    if (response.destroyed) return
    if (offset === startOffset && !wasGivenUp) throw failure ?? new Error('S3 ended the object before its last byte')
  }
  response.end(tail)
}

/** Sends the next chunk and returns its length, negated if the client stalled. Returns null at the end. */
async function send(
  response: ServerResponse,
  reader: Reader,
  useSmallChunks: boolean,
  semaphore: Semaphore,
  giveUp: () => void,
): Promise<number | null> {
  const chunk = await reader.read(useSmallChunks ? chunkBytes : null)
  if (chunk === null) return null
  const hasStalled = await write(response, chunk, semaphore, giveUp)
  return hasStalled ? -chunk.length : chunk.length
}

/** Resolves when the kernel has accepted the whole chunk. Returns whether the client stalled. */
async function write(
  response: ServerResponse,
  chunk: Buffer,
  semaphore: Semaphore,
  giveUp: () => void,
): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let hasStalled = false
  let timer = setTimeout(() => {
    hasStalled = true
    semaphore.markStalled(giveUp)
    timer = setTimeout(giveUp, giveUpAfterMs)
  }, stalledAfterMs)
  response.write(chunk, error => (error ? reject(error) : resolve()))
  try {
    await promise
    return hasStalled
  } finally {
    clearTimeout(timer)
    semaphore.markActive(giveUp)
  }
}
