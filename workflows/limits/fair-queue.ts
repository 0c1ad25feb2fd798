/** What one key uses: its running calls, those that wait, and the time of all since it came, in milliseconds. */
type Share = { running: number; waiting: (() => void)[]; usedMs: number }

/**
 * Runs at most `maxRunning` pieces of work at a time. Each belongs to a key, usually a package. When several keys wait,
 * the one that has used the least time goes next. A key that comes later starts with the least time that another one
 * has used, so it does not go first for long.
 */
export class FairQueue {
  readonly #shares = new Map<string, Share>()
  #free: number

  constructor(maxRunning: number) {
    this.#free = maxRunning
  }

  /** Runs a piece of work when it is the turn of its key. */
  async run<T>(key: string, work: () => Promise<T>): Promise<T> {
    const share = this.#join(key)
    if (this.#free > 0) {
      this.#free--
      begin(share)
    } else await new Promise<void>(resolve => share.waiting.push(resolve))
    try {
      return await work()
    } finally {
      end(share)
      if (share.running + share.waiting.length === 0) this.#shares.delete(key)
      this.#startNext()
    }
  }

  #join(key: string): Share {
    const known = this.#shares.get(key)
    if (known) return known
    const others = [...this.#shares.values()].map(usedTime)
    const share = { running: 0, waiting: [], usedMs: others.length > 0 ? Math.min(...others) : 0 }
    this.#shares.set(key, share)
    return share
  }

  #startNext(): void {
    const waiting = [...this.#shares.values()].filter(share => share.waiting.length > 0)
    const [next] = waiting.toSorted((a, b) => usedTime(a) - usedTime(b))
    if (!next) {
      this.#free++
      return
    }
    begin(next)
    next.waiting.shift()!()
  }
}

// While work runs, its time so far counts too: `usedMs` lacks its start, and `usedTime` adds the present.
function begin(share: Share): void {
  share.running++
  share.usedMs -= performance.now()
}

function end(share: Share): void {
  share.running--
  share.usedMs += performance.now()
}

const usedTime = ({ usedMs, running }: Share) => usedMs + running * performance.now()
