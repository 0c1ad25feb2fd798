import type { Readable } from 'node:stream'

/**
 * Reads a stream in chunks. After `end`, it references neither the stream, which would keep its read-ahead buffer, nor
 * the current chunk. (A stream's async iterator keeps both.)
 */
export class Reader {
  #body: Readable | null
  #buffered: Buffer | null = null
  #wake = () => {}

  constructor(body: Readable) {
    this.#body = body
    for (const event of ['readable', 'end', 'error', 'close']) body.on(event, () => this.#wake())
  }

  get isEnded(): boolean {
    return this.#body === null
  }

  /**
   * Returns the next bytes, or null at the end. With `maxBytes`, returns a copy so that the larger chunk can be freed.
   */
  async read(maxBytes: number | null): Promise<Buffer | null> {
    const rest = this.#buffered ?? (await this.#read())
    if (rest === null || maxBytes === null || rest.length <= maxBytes) {
      this.#buffered = null
      return rest
    }
    this.#buffered = rest.subarray(maxBytes)
    // A pooled buffer would keep its whole pool alive.
    const part = Buffer.allocUnsafeSlow(maxBytes)
    rest.copy(part, 0, 0, maxBytes)
    return part
  }

  end(): void {
    this.#body?.destroy()
    this.#body = null
    this.#buffered = null
  }

  async #read(): Promise<Buffer | null> {
    while (this.#body) {
      const chunk: Buffer | null = this.#body.read()
      if (chunk) return chunk
      if (this.#body.errored) throw this.#body.errored
      if (this.#body.readableEnded || this.#body.destroyed) return null
      await new Promise<void>(resolve => {
        this.#wake = resolve
      })
    }
    return null
  }
}
