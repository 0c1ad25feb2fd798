import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** How texts are packed, the best first; the name is that of HTTP. */
export type Compression = 'br' | 'gzip'

const compressions: Compression[] = ['br', 'gzip']

/** Texts beyond are sent as they are, in bytes; and so are those that one packet holds anyway. */
export const maxCompressibleBytes = 2 * 1024 ** 2
const minCompressibleBytes = 1024

const compressibleTypes =
  /^(text\/|image\/(svg\+xml|bmp)|font\/(ttf|otf|sfnt)|application\/(.*[+-])?(javascript|ecmascript|json|xml|wasm|mpegurl|vnd\.apple\.mpegurl|vnd\.ms-fontobject|rtf|postscript)\b)/i

/** Does packing make it smaller as a rule? Pictures, films and archives are packed already. */
export const isCompressible = (mediaType: string, bytes: number): boolean =>
  bytes >= minCompressibleBytes && bytes <= maxCompressibleBytes && compressibleTypes.test(mediaType)

/** What a client can unpack, as its `Accept-Encoding` says (RFC 9110, 12.5.3), the best first. */
export function acceptedCompressions(header: string | string[] | undefined): Compression[] {
  if (header === undefined) return []
  const parts = String(header)
    .toLowerCase()
    .split(',')
    .map(part => part.trim())
  const isRefused = (name: string) => parts.some(part => new RegExp(`^${name}\\s*;\\s*q=0(\\.0*)?$`).test(part))
  const isNamed = (name: string) =>
    parts.some(part => part === name || part.startsWith(`${name};`) || part.startsWith(`${name} `))
  return compressions.filter(name => isNamed(name) && !isRefused(name))
}

/** Packs a text, off this thread; null when that makes it no smaller. */
export async function compress(bytes: Buffer, compression: Compression): Promise<Buffer | null> {
  const compressed = compression === 'br' ? await toBrotli(bytes) : await promisify(gzip)(bytes, { level: 6 })
  return compressed.length < bytes.length ? compressed : null
}

/** Quality 5 packs about as well as gzip's best in a third of its time; above, each step doubles the time. */
const toBrotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
