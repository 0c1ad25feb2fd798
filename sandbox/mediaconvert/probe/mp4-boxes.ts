import { open } from 'node:fs/promises'

/**
 * Returns whether an MP4 file ends before its last box, which means that bytes are missing. ffmpeg does not notice: it
 * encodes a shorter video and exits with 0. A box size has 32 bits; 1 means that 64 bits follow, and 0 means that the
 * box extends to the end of the file (ISO/IEC 14496-12, 4.2).
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

/** The sample entries of encrypted tracks (ISO/IEC 14496-12, 8.12; ISO/IEC 23001-7). */
const ENCRYPTED_ENTRIES = ['encv', 'enca', 'drmi', 'drms']

/** Returns whether a track of an MP4 file is encrypted: its index names such a sample entry after its description. */
export async function isEncrypted(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { size } = await file.stat()
    const bytes = Buffer.alloc(1 << 20)
    // The beginning and the end, one of which is the index.
    for (const start of [0, Math.max(0, size - bytes.length)]) {
      const { bytesRead } = await file.read(bytes, 0, bytes.length, start)
      const text = bytes.subarray(0, bytesRead).toString('latin1')
      for (let at = text.indexOf('stsd'); at !== -1; at = text.indexOf('stsd', at + 4))
        if (ENCRYPTED_ENTRIES.includes(text.slice(at + 16, at + 20))) return true
    }
    return false
  } finally {
    await file.close()
  }
}
