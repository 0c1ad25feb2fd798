import type { ReadRange } from './read-range.ts'

/** What an AVI file says: whether it is shorter than its chunks, and its length in seconds; null if unknown. */
export type AviFacts = { isCut: boolean; seconds: number | null }

/** The beginning of a file with all its headers, in bytes. */
const headersBytes = 64 * 1024

/**
 * Reads an AVI file. Null for other formats. It is a RIFF chunk `AVI `, and above 1 GB more chunks `AVIX` follow. A size
 * of 0 is that of a recording that was interrupted: the file does not say how long it is.
 */
export async function readAvi(read: ReadRange, fileBytes: number): Promise<AviFacts | null> {
  if (fileBytes < 12) return null
  const headers = Buffer.from(await read(0, headersBytes))
  if (nameAt(headers, 0) !== 'RIFF' || nameAt(headers, 8) !== 'AVI ') return null
  return { isCut: await isCut(read, fileBytes), seconds: lengthOf(headers) }
}

async function isCut(read: ReadRange, fileBytes: number): Promise<boolean> {
  for (let at = 0; at + 12 <= fileBytes; ) {
    const header = Buffer.from(await read(at, 12))
    const size = header.readUInt32LE(4)
    if (nameAt(header, 0) !== 'RIFF' || size === 0) return false
    const end = at + 8 + size
    if (end > fileBytes) return true
    at = end + (size % 2)
  }
  return false
}

/** Returns the length by the main header. Of a file of several chunks, another header counts the pictures of all. */
function lengthOf(headers: Buffer): number | null {
  const [main, extended] = [headers.indexOf('avih'), headers.indexOf('dmlh')]
  if (main === -1 || main + 28 > headers.length) return null
  const allFrames = extended !== -1 && extended + 12 <= headers.length ? headers.readUInt32LE(extended + 8) : 0
  const frames = Math.max(allFrames, headers.readUInt32LE(main + 8 + 16))
  const seconds = (headers.readUInt32LE(main + 8) * frames) / 1e6
  return seconds > 0 ? seconds : null
}

const nameAt = (bytes: Buffer, at: number) => bytes.subarray(at, at + 4).toString('latin1')
