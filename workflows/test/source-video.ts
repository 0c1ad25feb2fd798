import type { SourceVideo } from '../mediaconvert/video.ts'

/** For tests: a video in HD whose picture and sound are there all the time. */
export function buildSourceVideo(overrides: Partial<SourceVideo> = {}): SourceVideo {
  const { durationSeconds = 65.4 } = overrides
  const all = { start: 0, end: durationSeconds }
  return {
    ...{ width: 1280, height: 720, durationSeconds, frameRate: 25, interlaced: false, hdr: false },
    ...{ picture: all, sound: overrides.hasAudio === false ? null : all, needsBlack: false },
    ...{ hasAudio: true, soundTrack: 1, pictureCodec: 'h264', pictureBitrate: null, assumedColors: null },
    ...overrides,
  }
}
