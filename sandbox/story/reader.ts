import { setTimeout as sleep } from 'node:timers/promises'

/** One reading of a whole package: its number, what each file said (by path), and when the pointer was asked for and had answered. */
export type Reading = { number: number; contents: Map<string, string>; requestedAt: number; respondedAt: number }

/** A teacher's browser as far as it matters here: loads a package as it is shown, all of it, again and again. */
export class Reader {
  readonly readings: Reading[] = []
  readonly #root: string
  readonly #paths: string[]
  #isStopped = false
  #reading: Promise<void> | undefined

  /** `root`: where an environment shows the package; `paths`: all its files. */
  constructor(root: string, paths: string[]) {
    this.#root = root
    this.#paths = paths
  }

  start(): void {
    this.#reading = this.#readLoop()
    // Whoever stops it is told.
    this.#reading.catch(() => {})
  }

  /** Ends after the reading that goes on; throws what went wrong in one of them. */
  async stop(): Promise<Reading[]> {
    this.#isStopped = true
    await this.#reading
    return this.readings
  }

  async #readLoop(): Promise<void> {
    while (!this.#isStopped) {
      this.readings.push(await this.#readOnce())
      await sleep(20)
    }
  }

  async #readOnce(): Promise<Reading> {
    const requestedAt = Date.now()
    const pointer = await fetchWithRetry(this.#root)
    const respondedAt = Date.now()
    const location = pointer.headers.get('location')
    const number = Number(/\/(\d+)\/[^/]*$/.exec(location ?? '')?.[1])
    if (!number) throw new Error(`${this.#root} answered ${pointer.status} and leads to ${location}`)
    const contents = new Map<string, string>()
    for (const path of this.#paths) {
      const answer = await fetchWithRetry(`${this.#root}${number}/${path}`)
      if (answer.status !== 200) throw new Error(`${path} of number ${number} answered ${answer.status}`)
      contents.set(path, await answer.text())
    }
    return { number, contents, requestedAt, respondedAt }
  }
}

/** As a browser does it: when nobody is there, or says that it cannot right now, it is asked once more. */
async function fetchWithRetry(url: string): Promise<Response> {
  for (let attempt = 0; ; attempt++) {
    const answer = await fetch(url, { redirect: 'manual' }).catch(() => null)
    if (answer && answer.status < 500) return answer
    await answer?.body?.cancel()
    if (attempt === 100) throw new Error(`${url} answered nothing for ten seconds but ${answer?.status}`)
    await sleep(100)
  }
}
