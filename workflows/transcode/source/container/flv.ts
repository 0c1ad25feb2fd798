import type { ReadRange } from './read-range.ts'

const tagHeaderBytes = 11

/**
 * Whether an FLV file ends within a tag. Null for other formats. Each tag is followed by its size, so the last four
 * bytes lead to the last tag. (Adobe Flash Video File Format Specification 10.1, E.3)
 */
export async function isCutFlv(read: ReadRange, fileBytes: number): Promise<boolean | null> {
  if (Buffer.from(await read(0, 3)).toString('latin1') !== 'FLV') return null
  if (fileBytes < 9 + 4 + tagHeaderBytes + 4) return true
  const size = Buffer.from(await read(fileBytes - 4, 4)).readUInt32BE(0)
  const start = fileBytes - 4 - size
  if (size < tagHeaderBytes || start < 9 + 4) return true
  const tag = Buffer.from(await read(start, 4))
  return tag.readUIntBE(1, 3) !== size - tagHeaderBytes
}
