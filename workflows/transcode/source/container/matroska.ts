/** Facts from the beginning of a WebM or Matroska file. `isCut`: its content is longer than the file. */
export type MatroskaHeader = { isWebm: boolean; isCut: boolean }

const headerId = 0x1a45dfa3
const segmentId = 0x18538067
const docTypeId = '\x42\x82'

/**
 * Reads the beginning of a WebM or Matroska file, which is a header and one segment. Returns null for other formats.
 * They differ only in their type. A segment of unknown size, as recorders write it, is never cut. (RFC 8794, RFC 9559)
 */
export function readMatroskaHeader(beginning: Uint8Array, fileBytes: number): MatroskaHeader | null {
  const bytes = Buffer.from(beginning)
  if (bytes.length < 12 || bytes.readUInt32BE(0) !== headerId) return null
  const header = readSize(bytes, 4)
  if (!header) return null
  const segmentStart = header.next + (header.size ?? 0)
  const text = bytes.subarray(0, segmentStart).toString('latin1')
  const type = text.indexOf(docTypeId)
  const isWebm = type !== -1 && text.slice(type, type + 16).includes('webm')
  const hasSegment = segmentStart + 4 <= bytes.length && bytes.readUInt32BE(segmentStart) === segmentId
  const segment = hasSegment ? readSize(bytes, segmentStart + 4) : null
  return { isWebm, isCut: segment?.size != null && segment.next + segment.size > fileBytes }
}

/** Reads the size of an element: 1 to 8 bytes, the number of which the first one says. All ones mean "unknown" (null). */
function readSize(bytes: Buffer, at: number): { size: number | null; next: number } | null {
  const first = bytes[at]
  if (!first) return null
  const length = Math.clz32(first) - 23
  if (at + length > bytes.length) return null
  let value = BigInt(first) & ((1n << BigInt(8 - length)) - 1n)
  for (const byte of bytes.subarray(at + 1, at + length)) value = (value << 8n) | BigInt(byte)
  const isUnknown = value === (1n << BigInt(7 * length)) - 1n
  return { size: isUnknown ? null : Number(value), next: at + length }
}
