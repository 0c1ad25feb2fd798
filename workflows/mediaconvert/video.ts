import type { Probe } from '@lectern/domain/database'

/** What a stream is made of: a video that can be played, as a look found it. Pixels as it is shown, seconds, frames per second. */
export type SourceVideo = {
  width: number
  height: number
  durationSeconds: number
  frameRate: number
  hasAudio: boolean
  interlaced: boolean
  hdr: boolean
}

/** A video as its job needs to know it. Throws for one that cannot be played: no job is made of that. */
export function toSourceVideo(probe: Probe): SourceVideo {
  const { contentHash, width, height, durationSeconds, frameRate, hasAudio, interlaced, hdr } = probe
  if (!width || !height || !durationSeconds || !frameRate)
    throw new Error(`${contentHash} is no film: ${probe.problem}`)
  return { width, height, durationSeconds, frameRate, hasAudio, interlaced, hdr }
}
