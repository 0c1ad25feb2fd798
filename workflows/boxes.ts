/** Reads so many bytes of a file from a place; fewer only at its end. */
export type Read = (start: number, length: number) => Promise<Uint8Array>

/** What a file of QuickTime's family may begin with. Anything else is a file of another family, which has other boxes or none. */
const beginnings = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'])
/** A header: its size and name, and eight bytes more for sizes above 4 GiB. */
const headerBytes = 16
/** One read fetches a little more, because small boxes follow each other at the beginning. */
const readBytes = 4_096
/** A film in a thousand fragments has thousands of boxes; whatever is as long as that was not cut short by accident. */
const most = 200

/**
 * Whether an mp4 or mov ends before its boxes do, which ffprobe does not see: a box that says it goes on behind the end of the file, or no index
 * (`moov`), or no picture data. Walks from header to header by small reads, whatever the size of the file. Files of other families are never
 * called cut short. (ISO/IEC 14496-12, 4.2: sizes are of 32 bits; 1 means 64 bits follow, 0 means to the end.)
 */
export async function isCutShort(read: Read, fileBytes: number): Promise<boolean> {
  const header = windowOn(read)
  const seen = new Set<string>()
  let at = 0
  for (let count = 0; at + 8 <= fileBytes; count++) {
    if (count >= most) return false
    const bytes = await header(at)
    const name = Buffer.from(bytes.subarray(4, 8)).toString('latin1')
    if (at === 0 && !beginnings.has(name)) return false
    seen.add(name)
    const size = sizeIn(bytes)
    if (size === 0) return !isComplete(seen)
    if (size < 8 || at + size > fileBytes) return true
    at += size
  }
  return seen.size > 0 && !isComplete(seen)
}

const isComplete = (seen: Set<string>) => seen.has('moov') && (seen.has('mdat') || seen.has('moof'))

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
