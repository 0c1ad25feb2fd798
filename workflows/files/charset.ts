import { isAscii, isUtf8 } from 'node:buffer'
import { getEncoding } from 'encoding-sniffer'
import type { TextKind } from './text-kind.ts'

/** A placeholder for "nothing detected". Pages do not use this charset. */
const noCharset = 'x-user-defined'

/**
 * Detects the charset of a text as a browser does: by its byte order mark, then by its declaration (the `<meta>` of a
 * page in the first 1024 bytes, the XML declaration, `@charset`), then by the default of its kind. Otherwise, non-ASCII
 * bytes that are valid UTF-8 count as UTF-8, as in browsers for local pages. Null if the charset is unknown. A browser
 * then chooses by the user's language, mostly windows-1252. (HTML 13.2.3.2, CSS Syntax 3.2, WebVTT 4.1)
 */
export function charsetOf(kind: TextKind | null, bytes: Uint8Array): string | null {
  const found = byteOrderMark(bytes)?.charset ?? declaredCharset(kind, bytes)
  if (found) return found
  return isUtf8(bytes) && !isAscii(bytes) ? 'utf-8' : null
}

/** Decodes a text without its byte order mark. Drops an incomplete character at its end. */
export const decode = (bytes: Uint8Array, charset: string | null): string =>
  decoderOf(charset).decode(bytes, { stream: true })

/**
 * Returns the first `maxBytes` of a text, or less, so that no character is cut: up to the last byte that is ASCII.
 * Otherwise UTF-8 would look like another charset.
 */
export function cutText(bytes: Uint8Array, maxBytes: number): Uint8Array {
  if (bytes.length <= maxBytes) return bytes
  const beginning = bytes.subarray(0, maxBytes)
  return beginning.subarray(0, beginning.findLastIndex(byte => byte < 0x80) + 1 || maxBytes)
}

/** Returns the decoder that a browser uses for a charset. */
export function decoderOf(charset: string | null): TextDecoder {
  try {
    return new TextDecoder(charset ?? 'windows-1252')
  } catch {
    return new TextDecoder('windows-1252')
  }
}

/** Returns the byte order mark of a text, or null if it has none. */
export function byteOrderMark(bytes: Uint8Array): { charset: string; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { charset: 'utf-8', length: 3 }
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { charset: 'utf-16le', length: 2 }
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { charset: 'utf-16be', length: 2 }
  return null
}

function declaredCharset(kind: TextKind | null, bytes: Uint8Array): string | null {
  switch (kind) {
    case 'html':
      return sniffCharset(bytes)
    case 'xhtml':
    case 'svg':
    case 'manifest':
    case 'ttml':
      return sniffCharset(xmlDeclaration(bytes)) ?? 'utf-8'
    case 'css':
      return cssCharset(bytes)
    case 'vtt':
      return 'utf-8'
    default:
      return null
  }
}

function sniffCharset(bytes: Uint8Array): string | null {
  const charset = getEncoding(bytes, { defaultEncoding: noCharset }).toLowerCase()
  // Browsers refuse some declared encodings ("replacement"), which are useless in a Content-Type.
  return charset === noCharset || charset === 'replacement' ? null : charset
}

/** Returns only the XML declaration for the sniffer, in 8 or 16 bits per character. A `<meta>` has no effect in XML. */
function xmlDeclaration(bytes: Uint8Array): Uint8Array {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1')
  return bytes.subarray(0, /^<\0?\?[^>]*>\0?/.exec(head)?.[0].length ?? /^\0<\0\?[^>]*>/.exec(head)?.[0].length ?? 0)
}

function cssCharset(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.subarray(0, 64)).toString('latin1')
  const label = /^@charset "([^"]+)";/.exec(head)?.[1]
  if (!label) return null
  const { encoding } = decoderOf(label)
  return encoding.startsWith('utf-16') ? 'utf-8' : encoding
}
