/** Reads so many bytes of a file from a place; fewer only at its end. */
export type Read = (start: number, length: number) => Promise<Uint8Array>

/**
 * What the boxes of a file say. `isCutShort`: it ends before they do. `indexInFront`: a player may begin before it has read all. Both are false of
 * files that have no boxes.
 */
export type Boxes = { isCutShort: boolean; indexInFront: boolean }

/** What a file of QuickTime's family may begin with. Anything else is a file of another family, which has other boxes or none. */
const beginnings = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'])
/** A header: its size and name, and eight bytes more for sizes above 4 GiB. */
const headerBytes = 16
/** One read fetches a little more, because small boxes follow each other at the beginning. */
const readBytes = 4_096
/** A film in a thousand fragments has thousands of boxes; whatever is as long as that was not cut short by accident. */
const most = 200

/**
 * Looks at the outer boxes of an mp4 or mov, whose end ffprobe does not miss: one was cut short when a box says that it goes on behind the end of
 * the file, or there is no index (`moov`), or no picture data. Walks from header to header by small reads, whatever the size of the file. Files of
 * other families are never called cut short. (ISO/IEC 14496-12, 4.2: sizes are of 32 bits; 1 means 64 bits follow, 0 means to the end.)
 */
export async function lookAtBoxes(read: Read, fileBytes: number): Promise<Boxes> {
  const header = windowOn(read)
  const seen = new Set<string>()
  const found = (isCutShort: boolean) => ({ isCutShort, indexInFront: isInFront(seen) })
  let at = 0
  for (let count = 0; at + 8 <= fileBytes; count++) {
    if (count >= most) return found(false)
    const bytes = await header(at)
    const name = Buffer.from(bytes.subarray(4, 8)).toString('latin1')
    if (at === 0 && !beginnings.has(name)) return found(false)
    seen.add(name)
    const size = sizeIn(bytes)
    if (size === 0) return found(!isComplete(seen))
    if (size < 8 || at + size > fileBytes) return found(true)
    at += size
  }
  return found(seen.size > 0 && !isComplete(seen))
}

const isComplete = (seen: Set<string>) => seen.has('moov') && (seen.has('mdat') || seen.has('moof'))

/** A set keeps the order in which names were first seen. */
function isInFront(seen: Set<string>): boolean {
  const [first] = [...seen].filter(name => name === 'moov' || name === 'mdat')
  return first === 'moov'
}

/** Does a file begin as a WebM does? Other Matroska files begin the same, but for the name of their kind. (RFC 8794, 11.2.4 `DocType`) */
export function beginsAsWebm(beginning: Uint8Array): boolean {
  const text = Buffer.from(beginning).toString('latin1')
  const kind = text.indexOf('\x42\x82')
  return text.startsWith('\x1a\x45\xdf\xa3') && kind !== -1 && text.slice(kind, kind + 16).includes('webm')
}

function sizeIn(header: Uint8Array): number {
  const view = new DataView(header.buffer, header.byteOffset, header.length)
  const short = view.getUint32(0)
  if (short !== 1) return short
  return header.length >= headerBytes ? Number(view.getBigUint64(8)) : 1
}

function windowOn(read: Read): (at: number) => Promise<Uint8Array> {
  let start = 0
  let bytes: Uint8Array = new Uint8Array()
  return async at => {
    const isInside = at >= start && at + headerBytes <= start + bytes.length
    if (!isInside) [start, bytes] = [at, await read(at, readBytes)]
    return bytes.subarray(at - start, at - start + headerBytes)
  }
}
