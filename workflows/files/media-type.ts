import { lookup } from 'mime-types'
import { charsetOf, decode } from './charset.ts'
import { typeOfSignature } from './signature.ts'
import { textKindOf } from './text-kind.ts'
import { unsupportedFormats } from './unsupported-formats.ts'

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
  ['jsx', 'text/javascript'],
  ['dfxp', 'application/ttml+xml'],
  ['psb', 'image/vnd.adobe.photoshop'],
  ['hif', 'image/heif'],
  ...['j2k', 'j2c', 'jpc'].map(extension => [extension, 'image/j2c'] as const),
  ['cr2', 'image/x-canon-cr2'],
  ['cr3', 'image/x-canon-cr3'],
  ['crw', 'image/x-canon-crw'],
  ['nef', 'image/x-nikon-nef'],
  ['nrw', 'image/x-nikon-nrw'],
  ['arw', 'image/x-sony-arw'],
  ['sr2', 'image/x-sony-sr2'],
  ['raf', 'image/x-fuji-raf'],
  ['orf', 'image/x-olympus-orf'],
  ['rw2', 'image/x-panasonic-rw2'],
  ['pef', 'image/x-pentax-pef'],
  ['srw', 'image/x-samsung-srw'],
  ['x3f', 'image/x-sigma-x3f'],
  ['mrw', 'image/x-minolta-mrw'],
  ['3fr', 'image/x-hasselblad-3fr'],
  ['erf', 'image/x-epson-erf'],
  ['kdc', 'image/x-kodak-kdc'],
  ['xcf', 'image/x-xcf'],
  ['icns', 'image/icns'],
  ['ape', 'audio/x-ape'],
  ['wv', 'audio/x-wavpack'],
])

/**
 * Matches the compressed files of a Unity build. Unity's loader leaves it to the browser to unpack them. Elsewhere, a
 * `.gz` is an archive that somebody downloads.
 */
const unityFile = /(?:^|\/)Build\/[^/]+\.(?:js|wasm|data|mem|symbols\.json)\.(gz|br)$/i

/** Matches the types of names whose files may be something else: images, sounds, and unknown files. */
const doubtfulTypes = /^(image\/(?!svg)|audio\/|application\/(octet-stream|postscript)$)/

/** Returns whether the first bytes of a file may say more about its type than its name. */
export const needsSignature = (path: string): boolean => doubtfulTypes.test(typeOfName(path))

/**
 * Returns how a file is sent, by its name and bytes. A text includes its charset. If the file is large, `bytes` is null or,
 * where `needsSignature` says so, its first `signatureBytes`.
 */
export function mediaTypeOf(path: string, bytes: Uint8Array | null): MediaType {
  const extension = unityFile.exec(path)?.[1]
  const contentEncoding = extension?.toLowerCase() === 'br' ? 'br' : 'gzip'
  if (extension && (contentEncoding === 'br' || canBeGzip(bytes)))
    return { mediaType: typeOfName(path.slice(0, -1 - extension.length)), contentEncoding }
  const mediaType = withSignature(typeOfName(path), bytes)
  if (/\.svgz$/i.test(path) && canBeGzip(bytes)) return { mediaType, contentEncoding: 'gzip' }
  return { mediaType: bytes === null ? mediaType : withCharset(mediaType, path, bytes), contentEncoding: null }
}

function typeOfName(path: string): string {
  const extension = /\.([^./]+)$/.exec(path)?.[1]?.toLowerCase() ?? ''
  return otherMediaTypes.get(extension) ?? (lookup(extension) || 'application/octet-stream')
}

/**
 * Corrects the type of a name by the first bytes of the file: a HEIC photo that is named `.jpg`, or a JPEG image that is named
 * `.heic`. Browsers tell the formats that they show apart by themselves. Most camera files are TIFF files.
 */
function withSignature(named: string, bytes: Uint8Array | null): string {
  const found = bytes !== null && doubtfulTypes.test(named) ? typeOfSignature(bytes) : null
  if (found === null || (found === 'image/tiff' && unsupportedFormats.has(named))) return named
  return unsupportedFormats.has(found) || unsupportedFormats.has(named) ? found : named
}

/** Checks for the first bytes of a gzip file. A file that is too large to look at is trusted. */
const canBeGzip = (bytes: Uint8Array | null) => bytes === null || (bytes[0] === 0x1f && bytes[1] === 0x8b)

function withCharset(type: string, path: string, bytes: Uint8Array): string {
  if (!type.startsWith('text/') && !/(javascript|json|xml)$/.test(type)) return type
  const charset = charsetOf(textKindOf(path) ?? (type.endsWith('xml') ? 'xhtml' : null), bytes)
  return charset ? `${type}; charset=${charset}` : type
}

/** Matches types that a file keeps, whatever names it: pages, images, video, audio, fonts, programs, and scripts. */
const keptTypes =
  /^(text\/(html|javascript)|application\/(xhtml\+xml|wasm|pdf|vnd\.ms-fontobject)|(image|video|audio|font)\/)/

/** Returns whether a file is sent with this type of its name also if pages use it as a script or style sheet. */
export const keepsType = (mediaType: string): boolean => keptTypes.test(mediaType)

/** Decodes a text in its detected charset. */
export const decodeText = (bytes: Uint8Array): string => decode(bytes, charsetOf(null, bytes))
