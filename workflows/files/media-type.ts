import { lookup } from 'mime-types'
import { charsetOf, decode } from './charset.ts'
import { textKindOf } from './text-kind.ts'

/**
 * Returns the Content-Type of a file. A text includes its charset, unless `bytes` is null because the file is too
 * large.
 */
export function mediaTypeOf(path: string, bytes: Uint8Array | null): string {
  const type = /\.vtt$/i.test(path) ? 'text/vtt' : lookup(path) || 'application/octet-stream'
  const isText = type.startsWith('text/') || /(javascript|json|xml)$/.test(type)
  if (!isText || bytes === null) return type
  const charset = charsetOf(textKindOf(path) ?? (type.endsWith('xml') ? 'xhtml' : null), bytes)
  return charset ? `${type}; charset=${charset}` : type
}

/** Decodes a text in its detected charset. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes, charsetOf(null, bytes))
