/** Reads so many bytes of a file from a place; fewer only at its end. */
export type ReadRange = (start: number, length: number) => Promise<Uint8Array>

/**
 * What the boxes of a file say. `isCutShort`: it ends before they do. `indexInFront`: a player may begin before it has read all. Both are false of
 * files that have no boxes.
 */
export type BoxScan = { isTruncated: boolean; isMoovFirst: boolean }

/** What a file of QuickTime's family may begin with. Anything else is a file of another family, which has other boxes or none. */
const firstBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'])
/** A header: its size and name, and eight bytes more for sizes above 4 GiB. */
const headerBytes = 16
/** One read fetches a little more, because small boxes follow each other at the beginning. */
const readAheadBytes = 4_096
/** A film in a thousand fragments has thousands of boxes; whatever is as long as that was not cut short by accident. */
const maxBoxes = 200

/**
 * Looks at the outer boxes of an mp4 or mov, whose end ffprobe does not miss: one was cut short when a box says that it goes on behind the end of
 * the file, or there is no index (`moov`), or no picture data. Walks from header to header by small reads, whatever the size of the file. Files of
 * other families are never called cut short. (ISO/IEC 14496-12, 4.2: sizes are of 32 bits; 1 means 64 bits follow, 0 means to the end.)
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

/** A set keeps the order in which names were first seen. */
function isMoovBeforeMdat(seen: Set<string>): boolean {
  const [first] = [...seen].filter(name => name === 'moov' || name === 'mdat')
  return first === 'moov'
}

/** Does a file begin as a WebM does? Other Matroska files begin the same, but for the name of their kind. (RFC 8794, 11.2.4 `DocType`) */
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
