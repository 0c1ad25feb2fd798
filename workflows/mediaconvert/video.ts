import type { Probe } from '@lectern/domain/database'
import { pictureGaps } from '@lectern/domain/transcode/short-picture'

/** A time in a video, in seconds. */
export type TimeRange = { start: number; end: number }

/** The colors of a picture that does not name its own, in MediaConvert's words. */
export type AssumedColors = 'REC_601' | 'REC_709'

/** A playable video, as a probe found it: the source of an encoding. Displayed pixels, seconds, frames per second. */
export type SourceVideo = {
  width: number
  height: number
  durationSeconds: number
  /** When its picture is there. */
  picture: TimeRange
  /** When its sound is there. Null without sound, and when the probe is older than this check. */
  sound: TimeRange | null
  /** The sound goes on without the picture, so the job adds black to the picture. */
  needsBlack: boolean
  frameRate: number
  hasAudio: boolean
  /** The number of the sound track that is streamed, from 1. */
  soundTrack: number
  /** The codec of the picture in ffprobe's words, and its average bits per second. Null when unknown. */
  pictureCodec: string | null
  pictureBitrate: number | null
  /** Null: the picture names its colors, or they are unknown. */
  assumedColors: AssumedColors | null
  interlaced: boolean
  hdr: boolean
}

/** Returns what a job needs to know about a video. Throws for a video that cannot be played, since it gets no job. */
export function toSourceVideo(probe: Probe): SourceVideo {
  const { contentHash, width, height, durationSeconds, frameRate, hasAudio, interlaced, hdr } = probe
  const { pictureStartSeconds, pictureEndSeconds, soundStartSeconds, soundEndSeconds } = probe
  const { pictureCodec, pictureBitrate } = probe
  if (!width || !height || !durationSeconds || !frameRate)
    throw new Error(`${contentHash} is not a playable video: ${probe.problem}`)
  const { before, after } = pictureGaps(probe)
  return {
    ...{ width, height, durationSeconds, frameRate, hasAudio, interlaced, hdr, pictureCodec, pictureBitrate },
    picture: { start: pictureStartSeconds ?? 0, end: pictureEndSeconds ?? durationSeconds },
    sound: soundEndSeconds === null ? null : { start: soundStartSeconds ?? 0, end: soundEndSeconds },
    needsBlack: before || after,
    assumedColors: probe.assumedColors as AssumedColors | null,
    soundTrack: probe.soundTrack ?? 1,
  }
}

/** Returns how long the picture of the stream is, with what is black, in seconds. */
export const streamedSeconds = ({ durationSeconds, picture, needsBlack }: SourceVideo): number =>
  needsBlack ? durationSeconds : picture.end - picture.start
