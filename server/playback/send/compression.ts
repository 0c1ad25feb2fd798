import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

/** An HTTP content coding. */
export type Compression = 'br' | 'gzip'

/** The codings that we support, best first. */
const compressions: Compression[] = ['br', 'gzip']

/** Larger texts, and texts that fit into one packet, are not compressed. */
export const maxCompressibleBytes = 2 * 1024 ** 2
const minCompressibleBytes = 1024

const compressibleTypes =
  /^(text\/|image\/(svg\+xml|bmp)|font\/(ttf|otf|sfnt)|application\/(.*[+-])?(javascript|ecmascript|json|xml|wasm|mpegurl|vnd\.apple\.mpegurl|vnd\.ms-fontobject|rtf|postscript)\b)/i

/** Checks whether compression usually helps. Images, videos, and archives are already compressed. */
export const isCompressible = (mediaType: string, bytes: number): boolean =>
  bytes >= minCompressibleBytes && bytes <= maxCompressibleBytes && compressibleTypes.test(mediaType)

/** Parses `Accept-Encoding` (RFC 9110 §12.5.3). Returns the supported codings, best first. */
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

/** Compresses text off the main thread. Returns null if the result is not smaller. */
export async function compress(bytes: Buffer, compression: Compression): Promise<Buffer | null> {
  const compressed = compression === 'br' ? await toBrotli(bytes) : await promisify(gzip)(bytes, { level: 6 })
  return compressed.length < bytes.length ? compressed : null
}

/**
 * Compresses with quality 5: about as small as gzip's best in a third of its time. Each higher step doubles the time.
 */
const toBrotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
