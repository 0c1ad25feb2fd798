import { byteOrderMark, decode, decoderOf } from './charset.ts'
import { scanHtml } from './scan-html.ts'
import { scanXhtml } from './scan-xhtml.ts'

/**
 * The byte offset of the player's tag in a page, and how to write it: with one byte per character or in UTF-16, and as
 * HTML (`xmlPrefix` is null) or as XHTML with this namespace prefix for elements, usually an empty one.
 */
export type TagPosition = {
  offset: number
  charEncoding: 'ascii' | 'utf-16le' | 'utf-16be'
  xmlPrefix: string | null
}

/** How much of a page is read to find the place for the player's tag, in bytes from its beginning. */
export const maxScannedBytes = 1024 ** 2

/**
 * Finds where the player's tag goes in a page. Null in a fragment, which gets no tag: a page without a doctype and
 * without an element that only documents have. Takes time in proportion to the bytes, whatever they are.
 */
export function findTagPosition(page: Uint8Array, kind: 'html' | 'xhtml', charset: string | null): TagPosition | null {
  const bytes = page.subarray(0, maxScannedBytes)
  const text = decode(bytes, charset)
  const scan = kind === 'html' ? { ...scanHtml(text), prefix: null } : scanXhtml(text)
  const offset = scan?.isDocument ? toByteOffset(bytes, charset, scan.tagOffset) : null
  if (!scan || offset === null) return null
  const { encoding } = decoderOf(charset)
  const charEncoding = encoding === 'utf-16le' || encoding === 'utf-16be' ? encoding : 'ascii'
  return { offset, charEncoding, xmlPrefix: scan.prefix }
}

/**
 * Converts an offset in a page's text to an offset in its bytes. Decodes the bytes again up to there, because
 * characters have different lengths, and so do invalid bytes. `textOffset` is after a `>` or a space, or 0. Null if no
 * byte offset corresponds to it.
 */
function toByteOffset(bytes: Uint8Array, charset: string | null, textOffset: number): number | null {
  if (textOffset === 0) return byteOrderMark(bytes)?.length ?? 0
  const decoder = decoderOf(charset)
  let offset = 0
  let decodedLength = 0
  while (decodedLength < textOffset && offset < bytes.length) {
    // A character has at least one byte, and the decoder may hold back up to three: this never steps past the offset.
    const step = Math.max(1, textOffset - decodedLength - 3)
    decodedLength += decoder.decode(bytes.subarray(offset, offset + step), { stream: true }).length
    offset += step
  }
  return decodedLength === textOffset ? offset : null
}
