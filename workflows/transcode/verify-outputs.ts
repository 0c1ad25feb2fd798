import { dirname } from 'node:path/posix'
import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import type { AttemptOutcome } from '@lectern/domain/transcode/attempts'
import { ladder, type Rung } from '../mediaconvert/ladder.ts'
import { outputNames } from '../mediaconvert/output-names.ts'
import { storyboardSheets } from '../mediaconvert/storyboard.ts'
import { type SourceVideo, toSourceVideo } from '../mediaconvert/video.ts'
import type { Services } from '../services.ts'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import {
  checkBoundaries,
  durationToleranceSeconds,
  IncompleteStream,
  parseSegments,
  type Rendition,
  renditionUris,
  totalSeconds,
} from './complete-stream.ts'

/**
 * The outputs as read back: READY, each rendition with its own length in seconds, from which the cost is calculated. Or
 * FAILED.
 */
export type VerifiedOutputs =
  | (Omit<Extract<AttemptOutcome, { status: 'READY' }>, 'billedSeconds' | 'costMicros' | 'currency'> & {
      renditions: { width: number; height: number; seconds: number }[]
    })
  | Extract<AttemptOutcome, { status: 'FAILED' }>

/**
 * Reads a finished job's outputs back from S3. Only a complete stream may be READY; otherwise the attempt fails with
 * what is missing. Throws if S3 is unavailable, because that says nothing about the stream.
 */
export async function verifyOutputs(
  services: Services,
  encoding: Encoding,
  attempt: Attempt,
  probe: Probe,
): Promise<VerifiedOutputs> {
  const prefix = mediaPrefix(encoding.contentHash, encoding.profile, attempt.number)
  try {
    return await verify(services, prefix, toSourceVideo(probe), encoding.profile)
  } catch (error) {
    if (!(error instanceof IncompleteStream)) throw error
    const { contentHash } = encoding
    services.log.error({ contentHash, attempt: attempt.number, error: error.message }, 'A stream is incomplete')
    return { status: 'FAILED', error: error.problem }
  }
}

async function verify(
  services: Services,
  prefix: string,
  video: SourceVideo,
  profile: string,
): Promise<VerifiedOutputs> {
  const outputs = openOutputs(services, prefix)
  const rungs = ladder(video.width, video.height, profile)
  const uris = renditionUris(await outputs.text(outputNames.master), rungs)
  const parsedRenditions = await Promise.all(
    rungs.map((rung, index) => readRendition(outputs, uris[index]!, rung, video)),
  )
  checkBoundaries(parsedRenditions, video)
  await outputs.requireOutput(outputNames.poster)
  for (const sheet of storyboardSheets(await outputs.text(outputNames.storyboard))) await outputs.requireOutput(sheet)
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
    ...{ durationSeconds: playedSeconds(video, renditions[0]!.seconds), width: video.width, height: video.height },
    renditions,
  }
}

/** The length of the source, unless the stream ends with the picture while the sound of the source goes on. */
const playedSeconds = ({ durationSeconds }: SourceVideo, streamSeconds: number) =>
  durationSeconds - streamSeconds > durationToleranceSeconds ? streamSeconds : durationSeconds

async function readRendition(
  outputs: Outputs,
  renditionUri: string,
  rung: Rung,
  video: SourceVideo,
): Promise<Rendition> {
  const folder = dirname(outputNames.master)
  const segments = parseSegments(await outputs.text(`${folder}/${renditionUri}`), renditionUri, video)
  for (const { uri } of [segments[0]!, segments.at(-1)!]) await outputs.requireOutput(`${folder}/${uri}`)
  return { width: rung.width, height: rung.height, uri: renditionUri, segments }
}

type Outputs = ReturnType<typeof openOutputs>

/** Opens an attempt's outputs, by names below its prefix. A missing or empty output throws `IncompleteStream`. */
function openOutputs({ store }: Services, prefix: string) {
  const requireOutput = async (name: string) => {
    const found = await head(store, prefix + name)
    if (!found?.ContentLength) throw new IncompleteStream(`${name} is missing`)
  }
  const text = async (name: string) => {
    await requireOutput(name)
    return (await getBuffer(store, prefix + name)).toString('utf8')
  }
  return { requireOutput, text }
}
