import { dirname } from 'node:path/posix'
import type { AttemptEnd } from '@lectern/schema/changes/attempt'
import type { Attempt, Encoding, VideoLook } from '@lectern/schema/database'
import { mediaPrefix } from '../clients/keys.ts'
import { getBuffer, head } from '../clients/s3.ts'
import { type Film, filmOf } from '../film.ts'
import { ladder, type Rung } from '../ladder.ts'
import { outputNames } from '../output-names.ts'
import { sheetsIn } from '../storyboard.ts'
import { checkBoundaries, Incomplete, type Rendition, renditionsIn, secondsOf, segmentsIn } from '../whole-stream.ts'
import type { Deps } from './deps.ts'

/** READY as it was read back, each rendition with its own length in seconds; what it cost is reckoned from these. */
export type Verified =
  | (Omit<Extract<AttemptEnd, { status: 'READY' }>, 'costMicros' | 'currency'> & {
      renditions: { width: number; height: number; seconds: number }[]
    })
  | Extract<AttemptEnd, { status: 'FAILED' }>

/**
 * Reads a finished job's outputs back from S3: only a stream that is whole may be READY; otherwise the attempt failed, with what is missing. An S3
 * that does not answer says nothing about the stream: that is thrown.
 */
export async function verifyOutputs(
  deps: Deps,
  encoding: Encoding,
  attempt: Attempt,
  look: VideoLook,
): Promise<Verified> {
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  try {
    return await verify(deps, prefix, filmOf(look))
  } catch (error) {
    if (!(error instanceof Incomplete)) throw error
    const { contentHash } = encoding
    deps.log.error({ contentHash, attempt: attempt.number, error: error.message }, 'A stream is not whole')
    const message = `The stream is not whole (${error.message}). Try again.`
    return { status: 'FAILED', error: { code: 'OUTPUT_INCOMPLETE', message } }
  }
}

async function verify(deps: Deps, prefix: string, film: Film): Promise<Verified> {
  const outputs = outputsBelow(deps, prefix)
  const rungs = ladder(film.width, film.height)
  const addresses = renditionsIn(await outputs.text(outputNames.master), rungs)
  const made = await Promise.all(rungs.map((rung, index) => renditionOf(outputs, addresses[index]!, rung, film)))
  checkBoundaries(made, film)
  await outputs.mustHave(outputNames.poster)
  for (const sheet of sheetsIn(await outputs.text(outputNames.storyboard))) await outputs.mustHave(sheet)
  const renditions = made.map(({ width, height, segments }) => ({ width, height, seconds: secondsOf(segments) }))
  return {
    status: 'READY',
    masterKey: prefix + outputNames.master,
    posterKey: prefix + outputNames.poster,
    storyboardKey: prefix + outputNames.storyboard,
    ...{ durationSeconds: film.durationSeconds, width: film.width, height: film.height },
    ...{ renditions, outputSeconds: renditions.reduce((sum, { seconds }) => sum + seconds, 0) },
  }
}

async function renditionOf(outputs: Outputs, address: string, rung: Rung, film: Film): Promise<Rendition> {
  const folder = dirname(outputNames.master)
  const segments = segmentsIn(await outputs.text(`${folder}/${address}`), address, film)
  for (const { uri } of [segments[0]!, segments.at(-1)!]) await outputs.mustHave(`${folder}/${uri}`)
  return { width: rung.width, height: rung.height, uri: address, segments }
}

type Outputs = ReturnType<typeof outputsBelow>

/** What an attempt made, by names below its prefix. What is not there, or empty, is Incomplete. */
function outputsBelow({ store }: Deps, prefix: string) {
  const mustHave = async (name: string) => {
    const found = await head(store, prefix + name)
    if (!found?.ContentLength) throw new Incomplete(`${name} is missing`)
  }
  const text = async (name: string) => {
    await mustHave(name)
    return (await getBuffer(store, prefix + name)).toString('utf8')
  }
  return { mustHave, text }
}
