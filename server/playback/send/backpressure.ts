import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Semaphore } from './semaphore.ts'
import type { ByteRange } from './range.ts'
import { Reader } from './reader.ts'

/** Where bytes come from: opened anew from the byte on that is still missing, on a lane that closing gives back. */
export type Source = { open(start: number): Promise<Readable>; semaphore: Semaphore }

/** A client that has taken nothing for so long stands still: its lane is anybody's … */
const stalledAfterMs = 100
/** … and given up in any case after so long, in milliseconds. */
const giveUpAfterMs = 2_000
/** Whoever has had a lane for so long lets others go first, in milliseconds. */
const fairShareMs = 1_000

/** What waits for a client: so many bytes. One that has taken so many without standing still gets what S3 gives, in one piece. */
const chunkBytes = 16 * 1024
const steadyClientBytes = 16 * 1024 ** 2

/**
 * Sends a range of `source` as fast as the client takes it; `begin` is called when its first bytes can be had. A client that takes nothing costs one
 * small piece and no connection to S3: what comes after it is asked for anew when it goes on. A reading that breaks off is begun anew as
 * long as it gets on. `tail` comes after the last byte. Ends early, without an error, when the client has gone.
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
    if (offset === startOffset && !wasGivenUp) throw failure ?? new Error('S3 ended an object too early')
  }
  response.end(tail)
}

/** Sends the next bytes: their number, negative when the client stood still meanwhile; null: there are none. */
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

/** Resolves when the kernel has taken all of a part; true: the client stood still meanwhile. */
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
