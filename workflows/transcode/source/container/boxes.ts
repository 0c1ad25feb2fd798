import type { ReadRange } from './read-range.ts'

/** A part of a file, in bytes. `end` is after its last byte, and may lie beyond the end of the file. */
export type ByteRange = { start: number; end: number }

/**
 * The outer boxes of an MP4 or QuickTime file. `moov`: the content of its index; null without one. `data`: the contents
 * of its boxes of picture and sound. `isFragmented`: samples are also listed outside of the index, in fragments.
 * `lastFragment` and `segmentIndex`: the contents of the last list of a fragment and of the first index of fragments that
 * are whole. `isMoovFirst`: a player can start before it has read the whole file. `isCut`: a box extends beyond the end of
 * the file.
 */
export type Boxes = {
  moov: ByteRange | null
  data: ByteRange[]
  isFragmented: boolean
  lastFragment: ByteRange | null
  segmentIndex: ByteRange | null
  isMoovFirst: boolean
  isCut: boolean
}

/** The types with which an MP4 or QuickTime file may begin. Other formats have other boxes, or none. */
const firstBoxTypes = new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide', 'pnot', 'styp'])
/** The bytes of a box header: size, type, and eight more bytes for sizes above 4 GiB. */
const headerBytes = 16

/**
 * Scans the outer boxes of a file. Reads only headers, whatever the size of the file, but all of them: a video in
 * fragments has thousands. Returns null for other formats.
 * (ISO/IEC 14496-12, 4.2: sizes have 32 bits; 1 means that 64 bits follow, 0 means to the end of the file.)
 */
export async function scanBoxes(read: ReadRange, fileBytes: number): Promise<Boxes | null> {
  const boxes: Boxes = {
    ...{ moov: null, data: [], isFragmented: false, lastFragment: null, segmentIndex: null },
    ...{ isMoovFirst: false, isCut: false },
  }
  let at = 0
  while (at + 8 <= fileBytes) {
    const { name, size, headerSize } = parseHeader(await read(at, headerBytes))
    if (at === 0 && !firstBoxTypes.has(name)) return null
    const end = size === 0 ? fileBytes : at + size
    const content = { start: at + headerSize, end }
    if (name === 'moov' && end <= fileBytes) {
      boxes.moov ??= content
      boxes.isMoovFirst ||= boxes.data.length === 0
    }
    if (name === 'mdat') boxes.data.push(content)
    if (name === 'moof') {
      boxes.isFragmented = true
      if (end <= fileBytes) boxes.lastFragment = content
    }
    if (name === 'sidx' && end <= fileBytes) boxes.segmentIndex ??= content
    // A box of an impossible size is not a box: the bytes before it are not all there.
    if (end > fileBytes || end < at + 8) return { ...boxes, isCut: true }
    at = end
  }
  return at === 0 ? null : boxes
}

/** The content of a box inside of other boxes. */
export type Box = { name: string; content: Buffer }

/** Returns the boxes in the content of a box. Stops at the first one that is not whole. */
export function boxesIn(content: Buffer): Box[] {
  const found: Box[] = []
  for (let at = 0; at + 8 <= content.length; ) {
    const { name, size, headerSize } = parseHeader(content.subarray(at, at + headerBytes))
    const end = size === 0 ? content.length : at + size
    if (end > content.length || end < at + headerSize) break
    found.push({ name, content: content.subarray(at + headerSize, end) })
    at = end
  }
  return found
}

/** Returns the content of the first box on a path of names, or null. */
export function boxAt(content: Buffer, ...path: string[]): Buffer | null {
  let found: Buffer | undefined = content
  for (const name of path) found = found && boxesIn(found).find(box => box.name === name)?.content
  return found ?? null
}

function parseHeader(bytes: Uint8Array): { name: string; size: number; headerSize: number } {
  const header = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length)
  const name = header.subarray(4, 8).toString('latin1')
  const size32 = header.readUInt32BE(0)
  if (size32 !== 1) return { name, size: size32, headerSize: 8 }
  // A 64-bit size that is not there counts as too small.
  return { name, size: header.length >= headerBytes ? Number(header.readBigUInt64BE(8)) : 1, headerSize: headerBytes }
}
