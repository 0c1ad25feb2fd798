import type { Probe } from '@lectern/domain/database'

/** A playable video, as a probe found it: the source of an encoding. Displayed pixels, seconds, frames per second. */
export type SourceVideo = {
  width: number
  height: number
  durationSeconds: number
  /** How long the picture is: less than the duration if the sound starts earlier or ends later. */
  pictureSeconds: number
  frameRate: number
  hasAudio: boolean
  interlaced: boolean
  hdr: boolean
}

/** Returns what a job needs to know about a video. Throws for a video that cannot be played, since it gets no job. */
export function toSourceVideo(probe: Probe): SourceVideo {
  const { contentHash, width, height, durationSeconds, frameRate, hasAudio, interlaced, hdr } = probe
  const { pictureStartSeconds, pictureEndSeconds } = probe
  if (!width || !height || !durationSeconds || !frameRate)
    throw new Error(`${contentHash} is not a playable video: ${probe.problem}`)
  const pictureSeconds = (pictureEndSeconds ?? durationSeconds) - (pictureStartSeconds ?? 0)
  return { width, height, durationSeconds, pictureSeconds, frameRate, hasAudio, interlaced, hdr }
}
