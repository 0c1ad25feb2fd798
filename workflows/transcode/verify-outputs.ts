import { dirname } from 'node:path/posix'
import type { AttemptOutcome } from '@lectern/domain/transcode/attempts'
import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import { type SourceVideo, toSourceVideo } from '../mediaconvert/video.ts'
import { ladder, type Rung } from '../mediaconvert/ladder.ts'
import { outputNames } from '../mediaconvert/output-names.ts'
import { storyboardSheets } from '../mediaconvert/storyboard.ts'
import {
  checkBoundaries,
  IncompleteStream,
  parseSegments,
  type Rendition,
  renditionUris,
  totalSeconds,
} from './complete-stream.ts'
import type { Services } from '../services.ts'

/** READY as it was read back, each rendition with its own length in seconds; what it cost is reckoned from these. */
export type VerifiedOutputs =
  | (Omit<Extract<AttemptOutcome, { status: 'READY' }>, 'costMicros' | 'currency'> & {
      renditions: { width: number; height: number; seconds: number }[]
    })
  | Extract<AttemptOutcome, { status: 'FAILED' }>

/**
 * Reads a finished job's outputs back from S3: only a stream that is whole may be READY; otherwise the attempt failed, with what is missing. An S3
 * that does not answer says nothing about the stream: that is thrown.
 */
export async function verifyOutputs(
  services: Services,
  encoding: Encoding,
  attempt: Attempt,
  probe: Probe,
): Promise<VerifiedOutputs> {
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  try {
    return await verify(services, prefix, toSourceVideo(probe))
  } catch (error) {
    if (!(error instanceof IncompleteStream)) throw error
    const { contentHash } = encoding
    services.log.error({ contentHash, attempt: attempt.number, error: error.message }, 'A stream is not whole')
    const message = `The stream is not whole (${error.message}). Try again.`
    return { status: 'FAILED', error: { code: 'OUTPUT_INCOMPLETE', message } }
  }
}

async function verify(services: Services, prefix: string, video: SourceVideo): Promise<VerifiedOutputs> {
  const outputs = openOutputs(services, prefix)
  const rungs = ladder(video.width, video.height)
  const uris = renditionUris(await outputs.text(outputNames.master), rungs)
  const parsedRenditions = await Promise.all(
    rungs.map((rung, index) => readRendition(outputs, uris[index]!, rung, video)),
  )
  checkBoundaries(parsedRenditions, video)
  await outputs.mustHave(outputNames.poster)
  for (const sheet of storyboardSheets(await outputs.text(outputNames.storyboard))) await outputs.mustHave(sheet)
  const renditions = parsedRenditions.map(({ width, height, segments }) => ({
    width,
    height,
    seconds: totalSeconds(segments),
  }))
  return {
    status: 'READY',
    masterKey: prefix + outputNames.master,
    posterKey: prefix + outputNames.poster,
    storyboardKey: prefix + outputNames.storyboard,
    ...{ durationSeconds: video.durationSeconds, width: video.width, height: video.height },
    ...{ renditions, outputSeconds: renditions.reduce((sum, { seconds }) => sum + seconds, 0) },
  }
}

async function readRendition(
  outputs: Outputs,
  renditionUri: string,
  rung: Rung,
  video: SourceVideo,
): Promise<Rendition> {
  const folder = dirname(outputNames.master)
  const segments = parseSegments(await outputs.text(`${folder}/${renditionUri}`), renditionUri, video)
  for (const { uri } of [segments[0]!, segments.at(-1)!]) await outputs.mustHave(`${folder}/${uri}`)
  return { width: rung.width, height: rung.height, uri: renditionUri, segments }
}

type Outputs = ReturnType<typeof openOutputs>

/** What an attempt made, by names below its prefix. What is not there, or empty, is Incomplete. */
function openOutputs({ store }: Services, prefix: string) {
  const mustHave = async (name: string) => {
    const found = await head(store, prefix + name)
    if (!found?.ContentLength) throw new IncompleteStream(`${name} is missing`)
  }
  const text = async (name: string) => {
    await mustHave(name)
    return (await getBuffer(store, prefix + name)).toString('utf8')
  }
  return { mustHave, text }
}
