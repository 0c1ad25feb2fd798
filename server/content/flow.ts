import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Lanes } from './lanes.ts'
import type { ByteRange } from './range.ts'
import { Reading } from './reading.ts'

/** Where bytes come from: opened anew from the byte on that is still missing, on a lane that closing gives back. */
export type Source = { open(start: number): Promise<Readable>; lanes: Lanes }

/** A client that has taken nothing for so long stands still: its lane is anybody's … */
const stillAfter = 100
/** … and given up in any case after so long, in milliseconds. */
const givenUpAfter = 2_000
/** Whoever has had a lane for so long lets others go first, in milliseconds. */
const turn = 1_000

/** What waits for a client: so many bytes. One that has taken so many without standing still gets what S3 gives, in one piece. */
const piece = 16 * 1024
const proven = 16 * 1024 ** 2

/**
 * Sends a range of `source` as fast as the client takes it; `begin` is called when its first bytes can be had. A client that takes nothing costs one
 * small piece and no connection to S3: what comes after it is asked for anew when it goes on. A reading that breaks off is begun anew as
 * long as it gets on. `tail` comes after the last byte. Ends early, without an error, when the client has gone.
 */
export async function flow(
  response: ServerResponse,
  source: Source,
  { start, end }: ByteRange,
  begin: () => void,
  tail?: Buffer,
): Promise<void> {
  let at = start
  let steady = 0
  while (at <= end) {
    const begun = at
    const reading = new Reading(await source.open(at))
    if (at === start) begin()
    const giveUp = () => reading.end()
    const until = performance.now() + turn
    let broken: unknown = null
    try {
      while (at <= end && !reading.ended) {
        const length = await send(response, reading, steady < proven, source.lanes, giveUp)
        if (length === null) break
        at += Math.abs(length)
        steady = length < 0 ? 0 : steady + length
        if (source.lanes.crowded && performance.now() > until) giveUp()
      }
    } catch (error) {
      broken = error
    }
    const givenUp = reading.ended
    reading.end()
    if (response.destroyed) return
    if (at === begun && !givenUp) throw broken ?? new Error('S3 ended an object too early')
  }
  response.end(tail)
}

/** Sends the next bytes: their number, negative when the client stood still meanwhile; null: there are none. */
async function send(
  response: ServerResponse,
  reading: Reading,
  careful: boolean,
  lanes: Lanes,
  giveUp: () => void,
): Promise<number | null> {
  const part = await reading.take(careful ? piece : null)
  if (part === null) return null
  const stood = await write(response, part, lanes, giveUp)
  return stood ? -part.length : part.length
}

/** Resolves when the kernel has taken all of a part; true: the client stood still meanwhile. */
async function write(response: ServerResponse, part: Buffer, lanes: Lanes, giveUp: () => void): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let stood = false
  let timer = setTimeout(() => {
    stood = true
    lanes.still(giveUp)
    timer = setTimeout(giveUp, givenUpAfter)
  }, stillAfter)
  response.write(part, error => (error ? reject(error) : resolve()))
  try {
    await promise
    return stood
  } finally {
    clearTimeout(timer)
    lanes.goesOn(giveUp)
  }
}
