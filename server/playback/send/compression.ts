import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { Coding } from '../../accepted-codings.ts'

/** A content coding that makes texts smaller. */
export type Compression = Exclude<Coding, 'identity'>

/** Larger texts, and texts that fit into one packet, are not compressed. */
export const maxCompressibleBytes = 2 * 1024 ** 2
const minCompressibleBytes = 1024

const compressibleTypes =
  /^(text\/|image\/(svg\+xml|bmp)|font\/(ttf|otf|sfnt)|application\/(.*[+-])?(javascript|ecmascript|json|xml|wasm|mpegurl|vnd\.apple\.mpegurl|vnd\.ms-fontobject|rtf|postscript)\b)/i

/** Checks whether compression usually helps. Images, videos, and archives are already compressed. */
export const isCompressible = (mediaType: string, bytes: number): boolean =>
  bytes >= minCompressibleBytes && bytes <= maxCompressibleBytes && compressibleTypes.test(mediaType)

/** Compresses text off the main thread. Returns null if the result is not smaller. */
export async function compress(bytes: Buffer, compression: Compression): Promise<Buffer | null> {
  const compressed = await encode(bytes, compression)
  return compressed.length < bytes.length ? compressed : null
}

/** Encodes bytes off the main thread, whether that makes them smaller or not. */
export const encode = (bytes: Buffer, compression: Compression): Promise<Buffer> =>
  compression === 'br' ? toBrotli(bytes) : promisify(gzip)(bytes, { level: 6 })

/**
 * Compresses with quality 5: about as small as gzip's best in a third of its time. Each higher step doubles the time.
 */
const toBrotli = (bytes: Buffer) =>
  promisify(brotliCompress)(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
