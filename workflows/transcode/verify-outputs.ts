import { dirname } from 'node:path/posix'
import type { Attempt, Encoding, Probe } from '@lectern/domain/database'
import type { AttemptOutcome } from '@lectern/domain/transcode/attempts'
import { ladder, type Rung } from '../mediaconvert/ladder.ts'
import { outputNames } from '../mediaconvert/output-names.ts'
import { planPoster } from '../mediaconvert/poster.ts'
import { storyboardSheets } from '../mediaconvert/storyboard.ts'
import { type SourceVideo, toSourceVideo } from '../mediaconvert/video.ts'
import type { Services } from '../services.ts'
import { mediaPrefix } from '../storage/keys.ts'
import { getBuffer, head } from '../storage/s3.ts'
import {
  checkBoundaries,
  IncompleteStream,
  parseSegments,
  type Rendition,
  renditionUris,
  totalSeconds,
} from './complete-stream.ts'
import { checkTracks, readSegmentTimes } from './stream-tracks.ts'

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
    return await verify(services, prefix, toSourceVideo(probe), encoding)
  } catch (error) {
    if (!(error instanceof IncompleteStream)) throw error
    const { contentHash } = encoding
    services.log.error({ contentHash, attempt: attempt.number, error: error.message }, 'A stream is incomplete')
    return { status: 'FAILED', error: error.problem }
  }
}

/** The folder of playlists and segments. */
const hlsFolder = dirname(outputNames.master)

async function verify(
  services: Services,
  prefix: string,
  video: SourceVideo,
  { contentHash, profile }: Encoding,
): Promise<VerifiedOutputs> {
  const outputs = openOutputs(services, prefix)
  const rungs = ladder(video.width, video.height, profile)
  const uris = renditionUris(await outputs.text(outputNames.master), rungs)
  const parsedRenditions = await Promise.all(
    rungs.map((rung, index) => readRendition(outputs, uris[index]!, rung, video)),
  )
  checkBoundaries(parsedRenditions, video)
  const readSegment = async (name: string) =>
    readSegmentTimes(services.containerThreads, contentHash, await outputs.bytes(`${hlsFolder}/${name}`))
  for (const rendition of parsedRenditions)
    if (!(await checkTracks(readSegment, rendition, video)))
      services.log.warn({ contentHash, rendition: rendition.uri }, 'The segments of a stream cannot be read')
  const poster = outputNames.poster(planPoster(video).count)
  await outputs.requireOutput(poster)
  for (const sheet of storyboardSheets(await outputs.text(outputNames.storyboard))) await outputs.requireOutput(sheet)
  const renditions = parsedRenditions.map(({ width, height, segments }) => ({
    width,
    height,
    seconds: totalSeconds(segments),
  }))
  return {
    status: 'READY',
    masterKey: prefix + outputNames.master,
    posterKey: prefix + poster,
    storyboardKey: prefix + outputNames.storyboard,
    ...{ durationSeconds: video.durationSeconds, width: video.width, height: video.height },
    renditions,
  }
}

async function readRendition(
  outputs: Outputs,
  renditionUri: string,
  rung: Rung,
  video: SourceVideo,
): Promise<Rendition> {
  const segments = parseSegments(await outputs.text(`${hlsFolder}/${renditionUri}`), renditionUri, video)
  for (const { uri } of [segments[0]!, segments.at(-1)!]) await outputs.requireOutput(`${hlsFolder}/${uri}`)
  return { width: rung.width, height: rung.height, uri: renditionUri, segments }
}

type Outputs = ReturnType<typeof openOutputs>

/** Opens an attempt's outputs, by names below its prefix. A missing or empty output throws `IncompleteStream`. */
function openOutputs({ store }: Services, prefix: string) {
  const requireOutput = async (name: string) => {
    const found = await head(store, prefix + name)
    if (!found?.ContentLength) throw new IncompleteStream(`${name} is missing`)
  }
  const bytes = async (name: string) => {
    await requireOutput(name)
    return getBuffer(store, prefix + name)
  }
  const text = async (name: string) => (await bytes(name)).toString('utf8')
  return { requireOutput, bytes, text }
}
