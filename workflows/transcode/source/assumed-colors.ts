import type { AssumedColors } from '../../mediaconvert/video.ts'
import { type FfprobeStream, pixelAspectRatio } from './ffprobe-output.ts'

/** From this height on, Chromium takes a picture for high definition. In lines before rotation, with square pixels. */
const hdHeight = 720
/**
 * Codecs whose colors Chromium guesses by size as soon as one of the three names is missing. Desktop players guess the
 * colors of other codecs by size, too, if they name no matrix.
 */
const codecsGuessedBySize = new Set(['h264', 'hevc', 'vp8'])
/** Codecs whose pictures Chromium takes for standard definition at every size if they do not name their matrix. */
const codecsGuessedAsSd = new Set(['vp9', 'av1'])
const colorsOfMatrix = new Map<string, AssumedColors>([
  ['bt709', 'REC_709'],
  ['bt470bg', 'REC_601'],
  ['smpte170m', 'REC_601'],
])

/**
 * Returns the colors in which browsers show a picture that does not name its primaries, its transfer function, and its
 * matrix. Null if it names all three, and if its matrix is another one. Without a name, a smaller rendition would be taken for another kind of picture, and its greens and reds
 * would differ. Decision 72 says which codecs were measured.
 */
export function assumedColors(picture: FfprobeStream): AssumedColors | null {
  const { color_primaries, color_transfer, color_space, codec_name = '', height } = picture
  if ([color_primaries, color_transfer, color_space].every(isNamed)) return null
  if (isNamed(color_space) && !codecsGuessedBySize.has(codec_name)) return colorsOfMatrix.get(color_space) ?? null
  if (codecsGuessedAsSd.has(codec_name)) return 'REC_601'
  const shownHeight = Math.round((height ?? 0) * Math.max(1, 1 / pixelAspectRatio(picture)))
  return shownHeight < hdHeight ? 'REC_601' : 'REC_709'
}

const isNamed = (name: string | undefined): name is string =>
  name !== undefined && name !== 'unknown' && name !== 'reserved'
