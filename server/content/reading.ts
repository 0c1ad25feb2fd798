import type { Readable } from 'node:stream'

/**
 * A stream that is read bit by bit. What was ended holds nothing any more: neither the stream, which would keep what it has read ahead, nor the
 * chunk that was begun. (An iterator of streams keeps both.)
 */
export class Reading {
  #body: Readable | null
  #rest: Buffer | null = null
  #wake = () => {}

  constructor(body: Readable) {
    this.#body = body
    for (const event of ['readable', 'end', 'error', 'close']) body.on(event, () => this.#wake())
  }

  get ended(): boolean {
    return this.#body === null
  }

  /** The next bytes, null at the end. `most`: a copy of at most so many, so that nothing larger hangs on them; else all that came at once. */
  async take(most: number | null): Promise<Buffer | null> {
    const rest = this.#rest ?? (await this.#read())
    if (rest === null || most === null || rest.length <= most) {
      this.#rest = null
      return rest
    }
    this.#rest = rest.subarray(most)
    // One of the pool would hang together with others.
    const part = Buffer.allocUnsafeSlow(most)
    rest.copy(part, 0, 0, most)
    return part
  }

  end(): void {
    this.#body?.destroy()
    this.#body = null
    this.#rest = null
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
