import { isAscii, isUtf8 } from 'node:buffer'
import { getEncoding } from 'encoding-sniffer'
import type { TextKind } from './text-kind.ts'

/** No page has it: it stands for «nothing was found». */
const noCharset = 'x-user-defined'

/**
 * The charset of a text as a browser detects it: the byte order mark; then what the text declares (the `<meta>` of a page among its first
 * 1024 bytes, the XML declaration, `@charset`); then what the kind prescribes. Where nothing tells, letters that are UTF-8 are taken for it,
 * as browsers do with pages on the disk. Null: nothing tells, and a browser goes by the language of its user, mostly windows-1252.
 * (HTML 13.2.3.2, CSS Syntax 3.2, WebVTT 4.1)
 */
export function charsetOf(kind: TextKind | null, bytes: Uint8Array): string | null {
  const found = byteOrderMark(bytes)?.charset ?? declaredCharset(kind, bytes)
  if (found) return found
  return isUtf8(bytes) && !isAscii(bytes) ? 'utf-8' : null
}

/** A text as its author sees it, without its byte order mark. Half a letter at its end is left out: it may go on. */
export const decode = (bytes: Uint8Array, charset: string | null): string =>
  decoderOf(charset).decode(bytes, { stream: true })

/** The decoder that a browser takes for a charset. */
export function decoderOf(charset: string | null): TextDecoder {
  try {
    return new TextDecoder(charset ?? 'windows-1252')
  } catch {
    return new TextDecoder('windows-1252')
  }
}

/** The byte order mark that a text begins with. */
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
  // Whoever declares one of the encodings that browsers refuse («replacement») has declared nothing that could be passed on.
  return charset === noCharset || charset === 'replacement' ? null : charset
}

/** A `<meta>` counts for nothing in XML: only the declaration is shown to the sniffer, in whatever width it is written. */
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
