import { open } from 'node:fs/promises'

/**
 * Whether an MP4 file ends before its last box does, which means that bytes are missing. ffmpeg notices nothing: it makes a
 * shorter film of it and ends with 0. Sizes: 32 bits; 1 means 64 bits follow; 0 means to the end (ISO/IEC 14496-12, 4.2).
 */
export async function isTruncated(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size: fileBytes } = await file.stat()
    const header = Buffer.alloc(16)
    let offset = 0
    while (offset < fileBytes) {
      const { bytesRead } = await file.read(header, 0, 16, offset)
      if (bytesRead < 8) return true
      const size32 = header.readUInt32BE(0)
      if (size32 === 0) return false
      const size = size32 === 1 ? Number(header.readBigUInt64BE(8)) : size32
      if (size < 8) return true
      offset += size
    }
    return offset > fileBytes
  } finally {
    await file.close()
  }
}
