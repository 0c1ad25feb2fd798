import type { AssumedColors } from '../../mediaconvert/video.ts'
import { type FfprobeStream, pixelAspectRatio } from './ffprobe-output.ts'

/** From this height on, browsers take a picture for high definition. In lines before rotation, with square pixels. */
const hdHeight = 720
/** Codecs whose pictures browsers take for standard definition at every size. */
const sdCodecs = new Set(['vp9', 'av1'])

/**
 * Returns the colors in which browsers show a picture that does not name its primaries, its transfer function, and its
 * matrix. Null if it names all three. A smaller rendition would be taken for another kind of picture, and its greens and
 * reds would differ. Measured in Chromium 156. Firefox is said to have the same limit.
 */
export function assumedColors(picture: FfprobeStream): AssumedColors | null {
  const { color_primaries, color_transfer, color_space, codec_name, height } = picture
  if ([color_primaries, color_transfer, color_space].every(isNamed)) return null
  const shownHeight = Math.round((height ?? 0) * Math.max(1, 1 / pixelAspectRatio(picture)))
  return shownHeight < hdHeight || sdCodecs.has(codec_name ?? '') ? 'REC_601' : 'REC_709'
}

const isNamed = (name: string | undefined) => name !== undefined && name !== 'unknown' && name !== 'reserved'
