import type { ServerResponse } from 'node:http'
import type { Readable } from 'node:stream'
import type { Lanes } from './lanes.ts'

/** Where bytes come from: opened anew from the byte on that is still missing, on a lane that closing gives back. */
export type Source = { open(start: number): Promise<Readable>; lanes: Lanes }

/** A client that has taken nothing for so long stands still: its lane is anybody's … */
const stillAfter = 100
/** … and given up in any case after so long, in milliseconds. */
const givenUpAfter = 2_000

/** What waits for a client: so many bytes. One that has taken so many without standing still gets what S3 gives, in one piece. */
const piece = 16 * 1024
const proven = 16 * 1024 ** 2

/**
 * Sends the bytes of `source` as fast as the client takes them, from `start` on; `first` is the source opened there. A client that takes nothing costs
 * one small piece and no connection to S3: what comes after it is asked for anew when it goes on. A reading that breaks off is begun anew as long
 * as it gets on. `tail` comes after the last byte. Ends early, without an error, when the client has gone.
 */
export async function flow(
  response: ServerResponse,
  source: Source,
  { start, end }: { start: number; end: number },
  first: Readable,
  tail?: Buffer,
): Promise<void> {
  let at = start
  let steady = 0
  for (let body = first; ; body = await source.open(at)) {
    const begun = at
    const next = chunksOf(body)
    /** Not yet sent of what S3 gave: nothing else refers to it, so that letting it go frees it. */
    let rest: Buffer | null = null
    let givenUp = false
    const giveUp = () => {
      givenUp = true
      rest = null
      body.destroy()
    }
    try {
      while (at <= end && !givenUp) {
        rest ??= await next()
        if (!rest) break
        const whole: boolean = steady >= proven || rest.length <= piece
        const part: Buffer = whole ? rest : Buffer.from(rest.subarray(0, piece))
        rest = whole ? null : rest.subarray(piece)
        const stood = await write(response, part, source.lanes, giveUp)
        at += part.length
        steady = stood ? 0 : steady + part.length
      }
    } catch (error) {
      body.destroy()
      if (response.destroyed) return
      if (at === begun) throw error
    }
    body.destroy()
    if (at > end) return void response.end(tail)
    if (!givenUp && at === begun) throw new Error('S3 ended an object too early')
  }
}

/** Resolves when the kernel has taken all of a part; true: the client stood still meanwhile. */
async function write(response: ServerResponse, part: Buffer, lanes: Lanes, giveUp: () => void): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  let stood = false
  const stands = () => {
    if (!stood) lanes.still(giveUp)
    else giveUp()
    stood = true
    timer = setTimeout(giveUp, givenUpAfter)
  }
  let timer = setTimeout(stands, stillAfter)
  response.write(part, error => (error ? reject(error) : resolve()))
  try {
    await promise
    return stood
  } finally {
    clearTimeout(timer)
    lanes.goesOn(giveUp)
  }
}

/** Reads a stream chunk by chunk, null at its end, without keeping any: an iterator of streams keeps the last one. */
function chunksOf(body: Readable): () => Promise<Buffer | null> {
  let wake = () => {}
  for (const event of ['readable', 'end', 'error', 'close']) body.on(event, () => wake())
  return async () => {
    for (;;) {
      const chunk: Buffer | null = body.read()
      if (chunk) return chunk
      if (body.errored) throw body.errored
      if (body.readableEnded || body.destroyed) return null
      await new Promise<void>(resolve => {
        wake = resolve
      })
    }
  }
}
