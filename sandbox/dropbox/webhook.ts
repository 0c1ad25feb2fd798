import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../faults.ts'
import { type Account, accountId, userId } from './account.ts'

/** Milliseconds: changes within are told together; a receiver has so long to answer; one that is away is asked again after pauses, for so long. */
const times = { together: 500, answer: 10_000, firstPause: 200, longestPause: 30_000, patience: 600_000 }

type Options = { url: string; appSecret: string; account: Account; faults: Faults }

/**
 * Tells an app that something changed in its user's account, not what (https://www.dropbox.com/developers/reference/webhooks). The address
 * is verified before the first notification; other than at the real one, that is tried again too, because here both sides start together.
 * Each attempt is a call `Notify` to the faults: `drop` loses it, as if the receiver had taken it.
 */
export class Webhook {
  readonly #options: Options
  readonly #closing = new AbortController()
  #isVerified = false
  #isDue = false
  #telling: Promise<void> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Something changed. What changes while one notification is on its way is told by the next. */
  changed(): void {
    this.#isDue = true
    // Whatever ends the telling early is the closing.
    this.#telling ??= this.#tell().catch(() => {})
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#telling
  }

  async #tell() {
    const { signal } = this.#closing
    while (this.#isDue) {
      await sleep(times.together, undefined, { signal })
      this.#isDue = false
      const until = Date.now() + times.patience
      for (let pause = times.firstPause; !(await this.#attempt()) && Date.now() < until; pause *= 2)
        await sleep(Math.min(pause, times.longestPause), undefined, { signal })
    }
    this.#telling = undefined
  }

  async #attempt(): Promise<boolean> {
    const { url, appSecret, account, faults } = this.#options
    if (faults.take('dropbox', 'Notify', url)?.kind === 'drop') return true
    const body = JSON.stringify({
      list_folder: { accounts: [accountId(account)] },
      delta: { users: [userId(account)] },
    })
    const signature = createHmac('sha256', appSecret).update(body).digest('hex')
    try {
      this.#isVerified ||= await this.#verify(url)
      if (!this.#isVerified) return false
      const headers = { 'content-type': 'application/json', 'x-dropbox-signature': signature }
      const answer = await this.#fetch(url, { method: 'POST', headers, body })
      await answer.body?.cancel()
      return answer.ok
    } catch {
      this.#closing.signal.throwIfAborted()
      return false
    }
  }

  async #verify(url: string): Promise<boolean> {
    const challenge = randomBytes(24).toString('base64url')
    const asked = new URL(url)
    asked.searchParams.set('challenge', challenge)
    const answer = await this.#fetch(asked, {})
    return (await answer.text()) === challenge && answer.ok
  }

  #fetch(url: string | URL, init: RequestInit) {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(times.answer)])
    return fetch(url, { ...init, redirect: 'manual', signal })
  }
}
