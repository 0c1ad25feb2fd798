import { lookup } from 'mime-types'
import { textKindOf } from './text-kind.ts'
import { charsetOf, decode } from './charset.ts'

/** Is it a page? Only pages get the player's tag. */
export const isPage = (path: string): boolean => /\.(html?|xhtml)$/i.test(path)

/** The Content-Type of a file; a text has its charset with it, as it declares it. `bytes` null: they are too many to be looked at. */
export function mediaTypeOf(path: string, bytes: Uint8Array | null): string {
  const type = /\.vtt$/i.test(path) ? 'text/vtt' : lookup(path) || 'application/octet-stream'
  const isText = type.startsWith('text/') || /(javascript|json|xml)$/.test(type)
  if (!isText || bytes === null) return type
  const charset = charsetOf(textKindOf(path) ?? (type.endsWith('xml') ? 'xhtml' : null), bytes)
  return charset ? `${type}; charset=${charset}` : type
}

/** A text as its author sees it. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes, charsetOf(null, bytes))
