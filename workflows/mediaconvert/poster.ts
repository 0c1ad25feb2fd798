import { type SourceVideo, streamedSeconds } from './video.ts'

/** The pictures that a job takes for the poster, the last of which it is: one every `intervalSeconds`, the first at the start. */
export type PosterCaptures = { intervalSeconds: number; count: number }

/**
 * Plans the poster: the first picture. Before a picture that starts late the stream is black, so the poster is one of
 * the first whole second with a picture.
 */
export function planPoster(video: SourceVideo): PosterCaptures {
  const { picture, needsBlack } = video
  const firstSecond = Math.ceil(picture.start + 0.1)
  if (needsBlack && picture.start > 0 && firstSecond < picture.end) return { intervalSeconds: firstSecond, count: 2 }
  // A second picture would be taken only after the whole video.
  return { intervalSeconds: Math.max(1, Math.ceil(streamedSeconds(video))), count: 1 }
}
