/** Reads `length` bytes of a file from `start`. Returns fewer only at its end. */
export type ReadRange = (start: number, length: number) => Promise<Uint8Array>

/**
 * The result of scanning boxes. `isTruncated`: the file ends before its boxes do. `isMoovFirst`: a player can start
 * before it has read the whole file. Both are false for files without boxes.
 */
export type BoxScan = { isTruncated: boolean; isMoovFirst: boolean }

/** The types with which an MP4 or QuickTime file may begin. Other formats have other boxes, or none. */
const firstBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'])
/** The bytes of a box header: size, type, and eight more bytes for sizes above 4 GiB. */
const headerBytes = 16
/** How many bytes one read fetches, because a file begins with several small boxes. */
const readAheadBytes = 4_096
/** The maximum number of boxes to scan. A video with more of them, in fragments, counts as complete. */
const maxBoxes = 200

/**
 * Scans the outer boxes of an MP4 or QuickTime file, because ffprobe does not notice a missing end. A file is truncated
 * if a box extends beyond its end, or if it has no index (`moov`) or no picture data. Reads only headers, whatever the
 * size of the file. Never reports other formats as truncated. (ISO/IEC 14496-12, 4.2: sizes have 32 bits; 1 means that
 * 64 bits follow, 0 means to the end of the file.)
 */
export async function scanBoxes(read: ReadRange, fileBytes: number): Promise<BoxScan> {
  const readHeader = headerReader(read)
  const seenTypes = new Set<string>()
  const result = (isTruncated: boolean) => ({ isTruncated, isMoovFirst: isMoovBeforeMdat(seenTypes) })
  let at = 0
  for (let count = 0; at + 8 <= fileBytes; count++) {
    if (count >= maxBoxes) return result(false)
    const bytes = await readHeader(at)
    const name = Buffer.from(bytes.subarray(4, 8)).toString('latin1')
    if (at === 0 && !firstBoxTypes.has(name)) return result(false)
    seenTypes.add(name)
    const size = boxSize(bytes)
    if (size === 0) return result(!hasIndexAndData(seenTypes))
    if (size < 8 || at + size > fileBytes) return result(true)
    at += size
  }
  return result(seenTypes.size > 0 && !hasIndexAndData(seenTypes))
}

const hasIndexAndData = (seen: Set<string>) => seen.has('moov') && (seen.has('mdat') || seen.has('moof'))

/** Relies on the insertion order of sets. */
function isMoovBeforeMdat(seen: Set<string>): boolean {
  const [first] = [...seen].filter(name => name === 'moov' || name === 'mdat')
  return first === 'moov'
}

/** Returns whether a file begins like WebM. Other Matroska files differ only in `DocType`. (RFC 8794, 11.2.4) */
export function hasWebmHeader(beginning: Uint8Array): boolean {
  const text = Buffer.from(beginning).toString('latin1')
  const kind = text.indexOf('\x42\x82')
  return text.startsWith('\x1a\x45\xdf\xa3') && kind !== -1 && text.slice(kind, kind + 16).includes('webm')
}

function boxSize(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  const size32 = view.getUint32(0)
  if (size32 !== 1) return size32
  return header.length >= headerBytes ? Number(view.getBigUint64(8)) : 1
}

function headerReader(read: ReadRange): (at: number) => Promise<Uint8Array> {
  let start = 0
  let bytes: Uint8Array = new Uint8Array()
  return async at => {
    const isInside = at >= start && at + headerBytes <= start + bytes.length
    if (!isInside) [start, bytes] = [at, await read(at, readAheadBytes)]
    return bytes.subarray(at - start, at - start + headerBytes)
  }
}
