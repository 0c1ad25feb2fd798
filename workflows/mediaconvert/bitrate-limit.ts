import type { SourceVideo } from './video.ts'

/** How many more bits H.264 needs for the same picture than newer codecs, by ffprobe's names. */
const factors: Record<string, number> = { hevc: 2, vp9: 2, av1: 2.5 }
/** Below this, the average of a file says little about its busiest moments. In bits per second. */
const minBitrate = 150_000

/**
 * Returns the most bits per second that a rendition may use: those of its rung, but no more than the source has. More
 * would not look better.
 */
export function maxBitrate(
  rungBitrate: number,
  { pictureCodec, pictureBitrate }: Pick<SourceVideo, 'pictureCodec' | 'pictureBitrate'>,
): number {
  if (pictureBitrate === null) return rungBitrate
  const limit = Math.round(pictureBitrate * (factors[pictureCodec ?? ''] ?? 1))
  return Math.min(rungBitrate, Math.max(minBitrate, limit))
}
