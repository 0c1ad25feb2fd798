import type { ReadRange } from './read-range.ts'

/** What the pages of an Ogg file say. `isCut`: it ends within a page. */
export type OggFacts = { hasPicture: boolean; isCut: boolean }

/** How the first packets of streams with a picture begin: Theora, Dirac, and VP8. */
const pictureHeaders = ['\x80theora', 'BBCD', 'OVP80']
/** The first pages, with one for each stream. */
const firstBytes = 4096
const pageHeaderBytes = 27
/** The largest page: its header, 255 lengths, and 255 segments. */
const maxPageBytes = pageHeaderBytes + 255 + 255 * 255

/**
 * Reads the first and the last page of an Ogg file. Null for other formats. A last page without the flag of the end is
 * whole all the same, because recordings of radio have no such flag. (RFC 3533, 6)
 */
export async function readOgg(read: ReadRange, fileBytes: number): Promise<OggFacts | null> {
  const beginning = Buffer.from(await read(0, firstBytes)).toString('latin1')
  if (!beginning.startsWith('OggS')) return null
  const hasPicture = pictureHeaders.some(header => beginning.includes(header))
  const start = Math.max(0, fileBytes - 2 * maxPageBytes)
  return { hasPicture, isCut: endsWithinPage(Buffer.from(await read(start, fileBytes - start))) }
}

/** Follows the pages from the first one that another page or the end of the file follows. */
function endsWithinPage(tail: Buffer): boolean {
  let at = tail.indexOf('OggS')
  while (at !== -1) {
    const end = pageEnd(tail, at)
    if (end === tail.length) return false
    if (end === null || end > tail.length) {
      // These letters may be a part of a packet. Then a page begins behind them.
      const next = tail.indexOf('OggS', at + 1)
      if (next === -1) return true
      at = next
    } else if (isPage(tail, end)) at = end
    else if (tail.length - end < pageHeaderBytes)
      return 'OggS'.startsWith(tail.subarray(end, end + 4).toString('latin1'))
    else at = tail.indexOf('OggS', at + 1)
  }
  return false
}

const isPage = (tail: Buffer, at: number) => tail.subarray(at, at + 4).toString('latin1') === 'OggS'

/** Returns where a page ends. Null if its own header is not all there. */
function pageEnd(tail: Buffer, at: number): number | null {
  const segments = tail[at + pageHeaderBytes - 1]
  if (segments === undefined || at + pageHeaderBytes + segments > tail.length) return null
  const lengths = tail.subarray(at + pageHeaderBytes, at + pageHeaderBytes + segments)
  return at + pageHeaderBytes + segments + lengths.reduce((sum, length) => sum + length, 0)
}
