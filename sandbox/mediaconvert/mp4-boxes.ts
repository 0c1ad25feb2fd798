import { open } from 'node:fs/promises'

/**
 * Whether an MP4 file ends before its last box does, which means that bytes are missing. ffmpeg notices nothing: it makes a
 * shorter film of it and ends with 0. Sizes: 32 bits; 1 means 64 bits follow; 0 means to the end (ISO/IEC 14496-12, 4.2).
 */
export async function isCutShort(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size: end } = await file.stat()
    const header = Buffer.alloc(16)
    let at = 0
    while (at < end) {
      const { bytesRead } = await file.read(header, 0, 16, at)
      if (bytesRead < 8) return true
      const short = header.readUInt32BE(0)
      if (short === 0) return false
      const size = short === 1 ? Number(header.readBigUInt64BE(8)) : short
      if (size < 8) return true
      at += size
    }
    return at > end
  } finally {
    await file.close()
  }
}
