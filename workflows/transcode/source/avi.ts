import type { ReadRange } from './read-range.ts'

/**
 * Whether an AVI file is shorter than it says. Null for other formats. It is a RIFF chunk `AVI `, and above 1 GB more
 * chunks `AVIX` follow. A size of 0 is that of a recording that was interrupted: the file does not say how long it is.
 */
export async function isCutAvi(read: ReadRange, fileBytes: number): Promise<boolean | null> {
  for (let at = 0; at + 12 <= fileBytes; ) {
    const header = Buffer.from(await read(at, 12))
    const isChunk = header.subarray(0, 4).toString('latin1') === 'RIFF'
    const type = header.subarray(8, 12).toString('latin1')
    if (at === 0 && !(isChunk && type === 'AVI ')) return null
    const size = header.readUInt32LE(4)
    if (!isChunk || size === 0) return false
    const end = at + 8 + size
    if (end > fileBytes) return true
    at = end + (size % 2)
  }
  return fileBytes < 12 ? null : false
}
