import { byteOrderMark, decoderOf } from './charset.ts'

/** The byte offset of the player's tag in a page, and how to encode it: one byte per character, or UTF-16. */
export type TagPosition = { offset: number; charEncoding: 'ascii' | 'utf-16le' | 'utf-16be' }

/**
 * Converts an offset in a page's text to an offset in its bytes. Decodes the bytes again up to there, because
 * characters have different lengths, and so do invalid bytes. `textOffset` is after a `>` or before a `<`. Null if no
 * byte offset corresponds to it.
 */
export function findTagPosition(bytes: Uint8Array, charset: string | null, textOffset: number): TagPosition | null {
  const decoder = decoderOf(charset)
  let offset = 0
  let decodedLength = 0
  while (decodedLength < textOffset && offset < bytes.length) {
    // A character has at least one byte, and the decoder may hold back up to three: this never steps past the offset.
    const step = Math.max(1, textOffset - decodedLength - 3)
    decodedLength += decoder.decode(bytes.subarray(offset, offset + step), { stream: true }).length
    offset += step
  }
  if (decodedLength !== textOffset) return null
  const encoding = decoder.encoding.startsWith('utf-16') ? (decoder.encoding as 'utf-16le' | 'utf-16be') : 'ascii'
  return { offset: textOffset === 0 ? (byteOrderMark(bytes)?.length ?? 0) : offset, charEncoding: encoding }
}
