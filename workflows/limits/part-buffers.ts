/**
 * Buffers for parts, used again and again: memory that is let go of comes back only when the collector gets to it, and many parts a second
 * would pile up before it does.
 */
export class PartBuffers {
  readonly #bufferBytes: number
  readonly #freeBuffers: Buffer[] = []

  constructor(bytes: number) {
    this.#bufferBytes = bytes
  }

  /** Lends a buffer of so many bytes for the time of the work; larger ones than a part are made for the purpose. */
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
