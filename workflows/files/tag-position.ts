import { byteOrderMark, decoderOf } from './charset.ts'

/** Where in a page's bytes the player's tag goes, and how its letters are written there: one byte each, or the two of UTF-16. */
export type TagPosition = { offset: number; charEncoding: 'ascii' | 'utf-16le' | 'utf-16be' }

/**
 * The place in the bytes of a page that is this place in its text. The bytes are decoded once more, up to there, because letters have different
 * lengths, and what is no letter at all has a length too. `at` is behind a «>» or before a «<».
 */
export function findTagPosition(bytes: Uint8Array, charset: string | null, textOffset: number): TagPosition | null {
  const decoder = decoderOf(charset)
  let offset = 0
  let decodedLength = 0
  while (decodedLength < textOffset && offset < bytes.length) {
    // A letter has at least one byte, but up to three may wait for their last: so this never steps over the place.
    const step = Math.max(1, textOffset - decodedLength - 3)
    decodedLength += decoder.decode(bytes.subarray(offset, offset + step), { stream: true }).length
    offset += step
  }
  if (decodedLength !== textOffset) return null
  const encoding = decoder.encoding.startsWith('utf-16') ? (decoder.encoding as 'utf-16le' | 'utf-16be') : 'ascii'
  return { offset: textOffset === 0 ? (byteOrderMark(bytes)?.length ?? 0) : offset, charEncoding: encoding }
}
