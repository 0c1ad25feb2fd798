/** Reads `length` bytes of a file from `start`. Returns fewer only at its end. */
export type ReadRange = (start: number, length: number) => Promise<Uint8Array>

/** The bytes of one window, and how many windows are held. Together they bound the memory of a reader. */
const windowBytes = 512 * 1024
const maxWindows = 16
/** The most bytes of one read. The index of a video of ten hours has some 20 MB. */
const maxReadBytes = 64 * 1024 ** 2

/** A read that the file's own structure asks for, and that is too large to hold. */
export class TooLargeRead extends Error {
  override name = 'TooLargeRead'
}

/**
 * Turns many small reads into few large ones. Holds the windows that were used last. Throws `TooLargeRead` for a read
 * of more than 64 MiB.
 */
export function bufferReads(read: ReadRange, fileBytes: number): ReadRange {
  const windows = new Map<number, Promise<Uint8Array>>()
  const openWindow = (index: number) => {
    const start = index * windowBytes
    const known = windows.get(index) ?? read(start, Math.min(windowBytes, fileBytes - start))
    // The last one in the map is the one that was used last.
    windows.delete(index)
    windows.set(index, known)
    if (windows.size > maxWindows) windows.delete(windows.keys().next().value!)
    return known
  }
  return async (start, length) => {
    const end = Math.min(start + length, fileBytes)
    if (end <= start) return new Uint8Array()
    if (end - start > maxReadBytes) throw new TooLargeRead(`${end - start} bytes at ${start}`)
    const [first, last] = [Math.floor(start / windowBytes), Math.floor((end - 1) / windowBytes)]
    // A large read does not go through the windows.
    if (last - first >= maxWindows) return read(start, end - start)
    const parts = await Promise.all(Array.from({ length: last - first + 1 }, (_, index) => openWindow(first + index)))
    const offset = first * windowBytes
    if (parts.length === 1) return parts[0]!.subarray(start - offset, end - offset)
    return Buffer.concat(parts).subarray(start - offset, end - offset)
  }
}
