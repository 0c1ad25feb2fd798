import type { AttemptEnd } from '@lectern/schema/changes/encoding'
import type { Attempt, Encoding, VideoLook } from '@lectern/schema/database'
import { mediaPrefix } from '../clients/keys.ts'
import { getBuffer, head } from '../clients/s3.ts'
import { readMaster, readRendition } from '../hls.ts'
import { outputNames } from '../job-settings.ts'
import { ladder } from '../ladder.ts'
import type { Deps } from './deps.ts'

/** How much the sum of the segments may differ from the source, in seconds. */
const tolerance = 0.5

class Incomplete extends Error {
  override name = 'Incomplete'
}

/** Reads a finished job's outputs back from S3: only a stream that is whole may be READY; otherwise the attempt failed, with what is missing. */
export async function verifyOutputs(
  deps: Deps,
  encoding: Encoding,
  attempt: Attempt,
  look: VideoLook,
): Promise<AttemptEnd> {
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  try {
    const renditions = readMaster(await text(deps, prefix + outputNames.master))
    const expected = ladder(look.width!, look.height!)
    if (renditions.length !== expected.length)
      throw new Incomplete(`${renditions.length} of ${expected.length} renditions`)
    let outputSeconds = 0
    for (const { uri } of renditions)
      outputSeconds += await verifyRendition(deps, `${prefix}hls/`, uri, look.durationSeconds!)
    const posterKey = prefix + outputNames.poster
    await verifyObject(deps, posterKey)
    const size = { durationSeconds: look.durationSeconds!, width: look.width!, height: look.height! }
    return { status: 'READY', masterKey: prefix + outputNames.master, posterKey, outputSeconds, ...size }
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error
    return {
      status: 'FAILED',
      error: { code: 'OUTPUT_INCOMPLETE', message: `The stream is not whole (${error.message}). Try again.` },
    }
  }
}

async function verifyRendition(deps: Deps, folder: string, uri: string, sourceSeconds: number): Promise<number> {
  const { segments, ended } = readRendition(await text(deps, folder + uri))
  if (!ended || segments.length === 0) throw new Incomplete(`${uri} is not at its end`)
  const seconds = segments.reduce((sum, segment) => sum + segment.seconds, 0)
  if (Math.abs(seconds - sourceSeconds) > tolerance)
    throw new Incomplete(`${uri} is ${seconds.toFixed(1)} s long, the video ${sourceSeconds.toFixed(1)} s`)
  for (const segment of new Set([segments[0]!, segments.at(-1)!])) await verifyObject(deps, folder + segment.uri)
  return seconds
}

async function verifyObject({ store }: Deps, key: string): Promise<void> {
  const found = await head(store, key)
  if (!found || found.ContentLength === 0) throw new Incomplete(`${key} is missing`)
}

async function text(deps: Deps, key: string): Promise<string> {
  await verifyObject(deps, key)
  return (await getBuffer(deps.store, key)).toString('utf8')
}
