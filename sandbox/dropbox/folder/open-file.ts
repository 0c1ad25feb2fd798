import { closeSync, constants, fstatSync, openSync, read, readSync } from 'node:fs'
import { promisify } from 'node:util'
import { catchAbsent, isUnchangedSince, type Stamp } from './stamp.ts'

const readAsync = promisify(read)

/** As many bytes are read synchronously: out of memory, mostly, which takes less time than a visit to the thread pool. */
const maxSyncReadBytes = 64 * 1024

/** A local file that was as its stamp says when it was opened. */
export class OpenFile {
  readonly #fd: number
  readonly #stamp: Stamp

  private constructor(fd: number, stamp: Stamp) {
    this.#fd = fd
    this.#stamp = stamp
  }

  /** Undefined when the file is no longer as the stamp says, or is a link by now. The caller closes it. */
  static open(localPath: string, stamp: Stamp): OpenFile | undefined {
    const fd = catchAbsent(undefined, () => openSync(localPath, constants.O_RDONLY | constants.O_NOFOLLOW))
    if (fd === undefined) return undefined
    const file = new OpenFile(fd, stamp)
    if (file.isUnchanged) return file
    file.close()
    return undefined
  }

  /** Nothing at all happened to it. */
  get isUnchanged(): boolean {
    return isUnchangedSince(fstatSync(this.#fd), this.#stamp)
  }

  /** It has the same bytes, though it may have been renamed, replaced or deleted. */
  get hasSameContent(): boolean {
    const { size, mtimeMs } = fstatSync(this.#fd)
    return size === this.#stamp.size && mtimeMs === this.#stamp.mtime
  }

  /** Reads as many bytes as the buffer takes, from a position; returns how many there were. */
  async read(into: Buffer, position: number): Promise<number> {
    let filled = 0
    while (filled < into.length) {
      const remaining = into.length - filled
      const bytesRead =
        remaining <= maxSyncReadBytes
          ? readSync(this.#fd, into, filled, remaining, position + filled)
          : (await readAsync(this.#fd, into, filled, remaining, position + filled)).bytesRead
      if (bytesRead === 0) break
      filled += bytesRead
    }
    return filled
  }

  close(): void {
    closeSync(this.#fd)
  }
}
