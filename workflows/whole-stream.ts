import { parse, setOptions, type types } from 'hls-parser'
import type { Film } from './film.ts'
import type { Rung } from './ladder.ts'

// What breaks a rule of HLS is refused, by the whole process: some players refuse it too.
setOptions({ strictMode: true })

/** What keeps a stream from being shown. `message`: what is missing or wrong, to stand between brackets. */
export class Incomplete extends Error {
  override name = 'Incomplete'
}

/** A rendition as its playlist tells it. Lengths in seconds. */
export type Rendition = { width: number; height: number; uri: string; segments: { uri: string; seconds: number }[] }

/** How much the sum of the segments may differ from the film, in seconds. */
const tolerance = 0.5
/** How far renditions may be apart where a segment ends: a frame, or so many seconds. */
const apart = 0.05

/** The addresses of the renditions, by the ladder's order. Throws Incomplete unless the master playlist lists exactly those, in their sizes. */
export function renditionsIn(master: string, rungs: Rung[]): string[] {
  const playlist = read(master, 'The master playlist')
  const listed = playlist.isMasterPlaylist ? (playlist as types.MasterPlaylist).variants : []
  const addresses = rungs.map(({ name, width, height }) => {
    const found = listed.find(({ resolution }) => resolution?.width === width && resolution.height === height)
    if (!found) throw new Incomplete(`the master playlist lists no ${name} of ${width}×${height}`)
    return found.uri
  })
  if (listed.length !== rungs.length)
    throw new Incomplete(`the master playlist lists ${listed.length} renditions instead of ${rungs.length}`)
  return addresses
}

/** The segments of a rendition. Throws Incomplete unless it has some, has ended and is as long as the film. */
export function segmentsIn(text: string, uri: string, film: Film): Rendition['segments'] {
  const playlist = read(text, uri)
  const { segments, endlist } = playlist as types.MediaPlaylist
  if (playlist.isMasterPlaylist || !endlist || segments.length === 0) throw new Incomplete(`${uri} is not at its end`)
  const found = segments.map(segment => ({ uri: segment.uri, seconds: segment.duration }))
  const seconds = secondsOf(found)
  const difference = seconds - film.durationSeconds
  // Sound may go on when the picture is over; whether that counts, MediaConvert's documentation does not say.
  const isLonger = difference > tolerance && !film.hasAudio
  if (difference < -tolerance || isLonger)
    throw new Incomplete(`${uri} is ${seconds.toFixed(1)} s long, the video ${film.durationSeconds.toFixed(1)} s`)
  return found
}

/** Throws Incomplete unless all renditions are cut at the same places: a player goes from one to another there. */
export function checkBoundaries([first, ...others]: Rendition[], { frameRate }: Film): void {
  const allowed = Math.max(apart, 1 / frameRate) + 0.001
  const expected = endsOf(first!)
  for (const other of others) {
    const ends = endsOf(other)
    if (ends.length !== expected.length)
      throw new Incomplete(`${other.uri} has ${ends.length} segments, ${first!.uri} ${expected.length}`)
    const wrong = ends.findIndex((end, index) => Math.abs(end - expected[index]!) > allowed)
    if (wrong !== -1) throw new Incomplete(`${other.uri} and ${first!.uri} are cut at different places`)
  }
}

/** How long a rendition is, in seconds. */
export const secondsOf = (segments: Rendition['segments']): number =>
  segments.reduce((sum, { seconds }) => sum + seconds, 0)

function endsOf({ segments }: Rendition): number[] {
  let end = 0
  return segments.map(({ seconds }) => {
    end += seconds
    return end
  })
}

function read(text: string, name: string): types.MasterPlaylist | types.MediaPlaylist {
  try {
    return parse(text)
  } catch (error) {
    throw new Incomplete(`${name} breaks a rule of HLS: ${(error as Error).message}`)
  }
}
