import { lookup } from 'mime-types'
import { charsetOf, decode } from './charset.ts'
import { textKindOf } from './text-kind.ts'

/** How a file is sent: its Content-Type, and its Content-Encoding or null. */
export type MediaType = { mediaType: string; contentEncoding: string | null }

/** Media types that the library does not know. */
const otherMediaTypes = new Map([
  ['cur', 'image/vnd.microsoft.icon'],
  ['pjpeg', 'image/jpeg'],
  ['pjp', 'image/jpeg'],
  ['cjs', 'text/javascript'],
  ['es', 'text/javascript'],
  ['es6', 'text/javascript'],
  ['jsm', 'text/javascript'],
  ['jsonp', 'text/javascript'],
  ['dfxp', 'application/ttml+xml'],
])

/**
 * Matches the compressed files of a Unity build. Unity's loader leaves it to the browser to unpack them. Elsewhere, a
 * `.gz` is an archive that somebody downloads.
 */
const unityFile = /(?:^|\/)Build\/[^/]+\.(?:js|wasm|data|mem|symbols\.json)\.(gz|br)$/i

/**
 * Returns how a file is sent, by its name and bytes. A text includes its charset, unless `bytes` is null because the
 * file is too large.
 */
export function mediaTypeOf(path: string, bytes: Uint8Array | null): MediaType {
  const extension = unityFile.exec(path)?.[1]
  const contentEncoding = extension?.toLowerCase() === 'br' ? 'br' : 'gzip'
  if (extension && (contentEncoding === 'br' || canBeGzip(bytes)))
    return { mediaType: typeOfName(path.slice(0, -1 - extension.length)), contentEncoding }
  const mediaType = typeOfName(path)
  if (/\.svgz$/i.test(path) && canBeGzip(bytes)) return { mediaType, contentEncoding: 'gzip' }
  return { mediaType: bytes === null ? mediaType : withCharset(mediaType, path, bytes), contentEncoding: null }
}

function typeOfName(path: string): string {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return otherMediaTypes.get(extension) ?? (lookup(extension) || 'application/octet-stream')
}

/** Checks for the first bytes of a gzip file. A file that is too large to look at is trusted. */
const canBeGzip = (bytes: Uint8Array | null) => bytes === null || (bytes[0] === 0x1f && bytes[1] === 0x8b)

function withCharset(type: string, path: string, bytes: Uint8Array): string {
  if (!type.startsWith('text/') && !/(javascript|json|xml)$/.test(type)) return type
  const charset = charsetOf(textKindOf(path) ?? (type.endsWith('xml') ? 'xhtml' : null), bytes)
  return charset ? `${type}; charset=${charset}` : type
}

/** Decodes a text in its detected charset. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes, charsetOf(null, bytes))
