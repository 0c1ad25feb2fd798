import { setTimeout as sleep } from 'node:timers/promises'

/**
 * One reading of a whole package: the release number and the content of each file by path. `requestedAt` and
 * `respondedAt` are when the environment's redirect was requested and received, in milliseconds since 1970.
 */
export type Reading = { number: number; contents: Map<string, string>; requestedAt: number; respondedAt: number }

/** A request may fail once for each process that is killed while it lasts. */
const maxAttempts = 4

/** Simulates a teacher's browser: loads all files of the deployed release in a loop. */
export class Reader {
  readonly readings: Reading[] = []
  readonly #root: string
  readonly #paths: string[]
  readonly #waitUntilReady: () => Promise<void>
  #isStopped = false
  #reading: Promise<void> | undefined

  /**
   * `root` is the address of the package in an environment, and `paths` are all its files. `waitUntilReady` resolves when
   * all services answer.
   */
  constructor(root: string, paths: string[], waitUntilReady: () => Promise<void>) {
    this.#root = root
    this.#paths = paths
    this.#waitUntilReady = waitUntilReady
  }

  start(): void {
    this.#reading = this.#readLoop()
    // `stop` reports the error.
    this.#reading.catch(() => {})
  }

  /** Stops after the current reading. Throws the error if a reading failed. */
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
    const redirect = await this.#fetch(this.#root)
    const respondedAt = Date.now()
    const location = redirect.headers.get('location')
    const number = Number(/\/(\d+)\/[^/]*$/.exec(location ?? '')?.[1])
    if (!number) throw new Error(`${this.#root} answered ${redirect.status} and redirects to ${location}`)
    const contents = new Map<string, string>()
    for (const path of this.#paths) {
      const response = await this.#fetch(`${this.#root}${number}/${path}`)
      if (response.status !== 200) throw new Error(`${path} of release ${number} answered ${response.status}`)
      contents.set(path, await response.text())
    }
    return { number, contents, requestedAt, respondedAt }
  }

  /** Fetches like a browser whose user reloads: after a connection error or a 5xx status, again when Lectern is ready. */
  async #fetch(url: string): Promise<Response> {
    for (let attempt = 1; ; attempt++) {
      const response = await fetch(url, { redirect: 'manual' }).catch(() => null)
      if (response && response.status < 500) return response
      await response?.body?.cancel()
      if (attempt === maxAttempts)
        throw new Error(`${url} failed ${attempt} times, last with ${response?.status ?? 'a connection error'}`)
      await this.#waitUntilReady()
    }
  }
}
