import { lookup } from 'mime-types'

const declared = /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]+)/i

/** Is it a page? Only pages get the player's tag and are looked into for links. */
export const isPage = (path: string): boolean => /\.(html?|xhtml)$/i.test(path)

/** The Content-Type of a file; text has its charset with it, a page the one that it declares. */
export function mediaTypeOf(path: string, bytes: Uint8Array | null): string {
  const type = /\.vtt$/i.test(path) ? 'text/vtt' : lookup(path) || 'application/octet-stream'
  const isText = type.startsWith('text/') || /(javascript|json|xml)$/.test(type)
  if (!isText || bytes === null) return type
  const charset = charsetOf(bytes)
  return charset ? `${type}; charset=${charset}` : type
}

/** The charset of a text: its byte order mark, what a page declares, UTF-8 where the bytes allow it; null when nothing tells. */
export function charsetOf(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  const head = Buffer.from(bytes.subarray(0, 4096)).toString('latin1')
  const name = declared.exec(head)?.[1]?.toLowerCase()
  if (name && isKnown(name)) return name
  return isUtf8(bytes) ? 'utf-8' : null
}

/** A text as its author sees it. */
export const textOf = (bytes: Uint8Array): string => new TextDecoder(charsetOf(bytes) ?? 'windows-1252').decode(bytes)

function isKnown(charset: string): boolean {
  try {
    return Boolean(new TextDecoder(charset))
  } catch {
    return false
  }
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return true
  } catch {
    return false
  }
}
