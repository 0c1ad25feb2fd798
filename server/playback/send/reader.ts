import type { Readable } from 'node:stream'

/**
 * A stream that is read bit by bit. What was ended holds nothing any more: neither the stream, which would keep what it has read ahead, nor the
 * chunk that was begun. (An iterator of streams keeps both.)
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

  /** The next bytes, null at the end. `most`: a copy of at most so many, so that nothing larger hangs on them; else all that came at once. */
  async read(maxBytes: number | null): Promise<Buffer | null> {
    const rest = this.#buffered ?? (await this.#read())
    if (rest === null || maxBytes === null || rest.length <= maxBytes) {
      this.#buffered = null
      return rest
    }
    this.#buffered = rest.subarray(maxBytes)
    // One of the pool would hang together with others.
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
