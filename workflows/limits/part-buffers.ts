/**
 * Reusable buffers for parts. The garbage collector frees memory too late: with many parts per second, unused buffers
 * would pile up.
 */
export class PartBuffers {
  readonly #bufferBytes: number
  readonly #freeBuffers: Buffer[] = []

  constructor(bytes: number) {
    this.#bufferBytes = bytes
  }

  /** Lends a buffer while `work` runs. A request larger than a part gets a new buffer. */
  async withBuffer<T>(bytes: number, work: (buffer: Buffer) => Promise<T>): Promise<T> {
    if (bytes > this.#bufferBytes) return work(Buffer.allocUnsafeSlow(bytes))
    const buffer = this.#freeBuffers.pop() ?? Buffer.allocUnsafeSlow(this.#bufferBytes)
    try {
      return await work(buffer.subarray(0, bytes))
    } finally {
      this.#freeBuffers.push(buffer)
    }
  }
}
