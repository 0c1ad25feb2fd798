import type { Problem } from '@lectern/domain/errors'
import { fileFaultCode } from '@lectern/domain/transcode/failed-videos'
import { parse, setOptions, type types } from 'hls-parser'
import type { Rung } from '../mediaconvert/ladder.ts'
import { type SourceVideo, streamedSeconds } from '../mediaconvert/video.ts'
import { formatPosition } from './source/position.ts'

// Reject invalid HLS in the whole process, because some players reject it too.
setOptions({ strictMode: true })

const outputMissing: Problem = {
  code: 'OUTPUT_INCOMPLETE',
  message: 'The video was converted, but a part of the result is missing. Try again.',
}

/** The service converts the same file in the same way each time, so trying again cannot help. */
const outputInvalid: Problem = {
  code: fileFaultCode,
  message:
    'The video was converted, but the result is not correct. ' +
    'Export it again as MP4 (H.264 with AAC audio) and replace the file. If that does not help, contact your administrator.',
}

/**
 * Says why a stream cannot be shown. `message` names what is missing or wrong, for the log. `problem` says what happened
 * to the video, and what to do.
 */
export class IncompleteStream extends Error {
  override name = 'IncompleteStream'
  readonly problem: Problem

  constructor(message: string, problem = outputMissing) {
    super(message)
    this.problem = problem
  }
}

/** A rendition as its playlist describes it. Lengths are in seconds. */
export type Rendition = { width: number; height: number; uri: string; segments: { uri: string; seconds: number }[] }

/** How much the sum of the segments may differ from the video, in seconds. */
export const durationToleranceSeconds = 0.5
/** How far apart the ends of a segment may be in different renditions: one frame, or this many seconds. */
const boundaryToleranceSeconds = 0.05

/**
 * Returns the URIs of the renditions in the ladder's order. Throws `IncompleteStream` unless the master playlist lists
 * exactly those, in their sizes.
 */
export function renditionUris(master: string, rungs: Rung[]): string[] {
  const playlist = parsePlaylist(master, 'The master playlist')
  const listed = playlist.isMasterPlaylist ? (playlist as types.MasterPlaylist).variants : []
  const uris = rungs.map(({ name, width, height }) => {
    const found = listed.find(({ resolution }) => resolution?.width === width && resolution.height === height)
    if (!found) throw new IncompleteStream(`the master playlist lists no ${name} of ${width}×${height}`, outputInvalid)
    return found.uri
  })
  if (listed.length !== rungs.length)
    throw new IncompleteStream(
      `the master playlist lists ${listed.length} renditions instead of ${rungs.length}`,
      outputInvalid,
    )
  return uris
}

/**
 * Returns the segments of a rendition. Throws `IncompleteStream` unless it has segments, has ended, and is as long as
 * the video.
 */
export function parseSegments(text: string, uri: string, video: SourceVideo): Rendition['segments'] {
  const playlist = parsePlaylist(text, uri)
  const { segments, endlist } = playlist as types.MediaPlaylist
  if (playlist.isMasterPlaylist || !endlist || segments.length === 0) throw new IncompleteStream(`${uri} has not ended`)
  const found = segments.map(segment => ({ uri: segment.uri, seconds: segment.duration }))
  const seconds = totalSeconds(found)
  const expectedSeconds = streamedSeconds(video)
  const isShorter = seconds < expectedSeconds - durationToleranceSeconds
  const isLonger = seconds > video.durationSeconds + durationToleranceSeconds
  const description = `${uri} lasts ${seconds.toFixed(1)} seconds, the video ${video.durationSeconds.toFixed(1)} seconds`
  if (isShorter) throw new IncompleteStream(description, endsEarly('picture', seconds, expectedSeconds))
  if (isLonger) throw new IncompleteStream(description, outputInvalid)
  return found
}

/** Picture or sound could be decoded only at the beginning. */
export const endsEarly = (what: 'picture' | 'sound', seconds: number, ofSeconds: number): Problem => ({
  code: fileFaultCode,
  message: `${
    seconds < 1
      ? `Almost none of the ${what} could be converted.`
      : `The ${what} ends at ${formatPosition(seconds, ofSeconds)}.`
  } The file may be damaged: export it again as MP4 (H.264 with AAC audio) and replace it.`,
})

/** Throws `IncompleteStream` unless all renditions are cut at the same times, where players switch between them. */
export function checkBoundaries([first, ...others]: Rendition[], { frameRate }: SourceVideo): void {
  const allowed = Math.max(boundaryToleranceSeconds, 1 / frameRate) + 0.001
  const expected = segmentEnds(first!)
  for (const other of others) {
    const ends = segmentEnds(other)
    if (ends.length !== expected.length)
      throw new IncompleteStream(
        `${other.uri} has ${ends.length} segments, ${first!.uri} ${expected.length}`,
        outputInvalid,
      )
    const wrong = ends.findIndex((end, index) => Math.abs(end - expected[index]!) > allowed)
    if (wrong !== -1)
      throw new IncompleteStream(`${other.uri} and ${first!.uri} are cut at different times`, outputInvalid)
  }
}

/** Returns the length of a rendition in seconds. */
export const totalSeconds = (segments: Rendition['segments']): number =>
  segments.reduce((sum, { seconds }) => sum + seconds, 0)

function segmentEnds({ segments }: Rendition): number[] {
  let end = 0
  return segments.map(({ seconds }) => {
    end += seconds
    return end
  })
}

function parsePlaylist(text: string, name: string): types.MasterPlaylist | types.MediaPlaylist {
  try {
    return parse(text)
  } catch (error) {
    throw new IncompleteStream(`${name} is not valid HLS: ${(error as Error).message}`, outputInvalid)
  }
}
