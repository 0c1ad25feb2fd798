import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import type { AssumedColors } from '../../mediaconvert/video.ts'
import type { SourceAsShown } from './source-as-shown.ts'

/**
 * The properties of a video. Sizes are display sizes, after rotation and with square pixels. The duration is from the
 * start of the first sample of picture or sound to the end of the last one; both start and end within it. That of a
 * truncated video is the one that it should have. `soundTrack` is the number of the default sound track, from 1.
 * `pictureCodec` is in ffprobe's words, and `pictureBitrate` in bits per second on average. `assumedColors` are the
 * colors in which browsers show a picture that does not name its own. `frameRate` is constant.
 * `problem` says why the video cannot be played, and `problemCode` is its code.
 */
export type VideoProperties = SourceAsShown & {
  durationSeconds: number | null
  pictureStartSeconds: number | null
  pictureEndSeconds: number | null
  soundStartSeconds: number | null
  soundEndSeconds: number | null
  soundTracks: number | null
  soundTrack: number | null
  pictureCodec: string | null
  pictureBitrate: number | null
  assumedColors: AssumedColors | null
  width: number | null
  height: number | null
  frameRate: number | null
  hasAudio: boolean
  interlaced: boolean
  hdr: boolean
  /** Whether browsers play the original file. */
  browserPlayable: boolean
  /** Whether browsers also start before they have read the whole file. */
  fastStart: boolean
  problem: string | null
  problemCode: VideoProblemCode | null
}
