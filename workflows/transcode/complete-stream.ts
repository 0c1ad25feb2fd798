import { parse, setOptions, type types } from 'hls-parser'
import type { SourceVideo } from '../mediaconvert/video.ts'
import type { Rung } from '../mediaconvert/ladder.ts'

// What breaks a rule of HLS is refused, by the whole process: some players refuse it too.
setOptions({ strictMode: true })

/** What keeps a stream from being shown. `message`: what is missing or wrong, to stand between brackets. */
export class IncompleteStream extends Error {
  override name = 'IncompleteStream'
}

/** A rendition as its playlist tells it. Lengths in seconds. */
export type Rendition = { width: number; height: number; uri: string; segments: { uri: string; seconds: number }[] }

/** How much the sum of the segments may differ from the film, in seconds. */
const durationToleranceSeconds = 0.5
/** How far renditions may be apart where a segment ends: a frame, or so many seconds. */
const boundaryToleranceSeconds = 0.05

/** The addresses of the renditions, by the ladder's order. Throws Incomplete unless the master playlist lists exactly those, in their sizes. */
export function renditionUris(master: string, rungs: Rung[]): string[] {
  const playlist = parsePlaylist(master, 'The master playlist')
  const listed = playlist.isMasterPlaylist ? (playlist as types.MasterPlaylist).variants : []
  const uris = rungs.map(({ name, width, height }) => {
    const found = listed.find(({ resolution }) => resolution?.width === width && resolution.height === height)
    if (!found) throw new IncompleteStream(`the master playlist lists no ${name} of ${width}×${height}`)
    return found.uri
  })
  if (listed.length !== rungs.length)
    throw new IncompleteStream(`the master playlist lists ${listed.length} renditions instead of ${rungs.length}`)
  return uris
}

/** The segments of a rendition. Throws Incomplete unless it has some, has ended and is as long as the film. */
export function parseSegments(text: string, uri: string, video: SourceVideo): Rendition['segments'] {
  const playlist = parsePlaylist(text, uri)
  const { segments, endlist } = playlist as types.MediaPlaylist
  if (playlist.isMasterPlaylist || !endlist || segments.length === 0)
    throw new IncompleteStream(`${uri} is not at its end`)
  const found = segments.map(segment => ({ uri: segment.uri, seconds: segment.duration }))
  const seconds = totalSeconds(found)
  const difference = seconds - video.durationSeconds
  // Sound may go on when the picture is over; whether that counts, MediaConvert's documentation does not say.
  const isLonger = difference > durationToleranceSeconds && !video.hasAudio
  if (difference < -durationToleranceSeconds || isLonger)
    throw new IncompleteStream(
      `${uri} is ${seconds.toFixed(1)} s long, the video ${video.durationSeconds.toFixed(1)} s`,
    )
  return found
}

/** Throws Incomplete unless all renditions are cut at the same places: a player goes from one to another there. */
export function checkBoundaries([first, ...others]: Rendition[], { frameRate }: SourceVideo): void {
  const allowed = Math.max(boundaryToleranceSeconds, 1 / frameRate) + 0.001
  const expected = segmentEnds(first!)
  for (const other of others) {
    const ends = segmentEnds(other)
    if (ends.length !== expected.length)
      throw new IncompleteStream(`${other.uri} has ${ends.length} segments, ${first!.uri} ${expected.length}`)
    const wrong = ends.findIndex((end, index) => Math.abs(end - expected[index]!) > allowed)
    if (wrong !== -1) throw new IncompleteStream(`${other.uri} and ${first!.uri} are cut at different places`)
  }
}

/** How long a rendition is, in seconds. */
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
    throw new IncompleteStream(`${name} breaks a rule of HLS: ${(error as Error).message}`)
  }
}
