import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { catchAbsent, isUnchangedSince, type Stamp } from './stamp.ts'

const readAsync = promisify(read)

/** Reads up to this size are synchronous. They mostly hit the page cache, which is faster than the thread pool. */
const maxSyncReadBytes = 64 * 1024

/** A local file that matched its stamp when it was opened. */
export class OpenFile {
  readonly #fd: number
  readonly #stamp: Stamp

  private constructor(fd: number, stamp: Stamp) {
    this.#fd = fd
    this.#stamp = stamp
  }

  /** Opens a file. Returns undefined if it no longer matches the stamp or is now a link. The caller closes it. */
  static open(localPath: string, stamp: Stamp): OpenFile | undefined {
    const fd = catchAbsent(undefined, () => openSync(localPath, constants.O_RDONLY | constants.O_NOFOLLOW))
    if (fd === undefined) return undefined
    const file = new OpenFile(fd, stamp)
    if (file.isUnchanged) return file
    file.close()
    return undefined
  }

  /** Whether the file is completely unchanged. */
  get isUnchanged(): boolean {
    return isUnchangedSince(fstatSync(this.#fd), this.#stamp)
  }

  /** Whether the file has the same bytes. It may have been renamed, replaced, or deleted. */
  get hasSameContent(): boolean {
    const { size, mtimeMs } = fstatSync(this.#fd)
    return size === this.#stamp.size && mtimeMs === this.#stamp.mtime
  }

  /** Fills a buffer with the bytes from a position. Returns how many bytes were read. */
  async read(buffer: Buffer, position: number): Promise<number> {
    let filled = 0
    while (filled < buffer.length) {
      const remaining = buffer.length - filled
      const bytesRead =
        remaining <= maxSyncReadBytes
          ? readSync(this.#fd, buffer, filled, remaining, position + filled)
          : (await readAsync(this.#fd, buffer, filled, remaining, position + filled)).bytesRead
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  close(): void {
    closeSync(this.#fd)
  }
}
