import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../faults/faults.ts'
import { type Account, accountId, userId } from './api/account.ts'

/** Milliseconds: changes within are told together; a receiver has so long to answer; one that is away is asked again after pauses, for so long. */
const timing = {
  debounceMs: 500,
  timeoutMs: 10_000,
  initialBackoffMs: 200,
  maxBackoffMs: 30_000,
  giveUpAfterMs: 600_000,
}

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
  #notifying: Promise<void> | undefined

  constructor(options: Options) {
    this.#options = options
  }

  /** Something changed. What changes while one notification is on its way is told by the next. */
  notifyChange(): void {
    this.#isDue = true
    // Whatever ends the telling early is the closing.
    this.#notifying ??= this.#notify().catch(() => {})
  }

  async close(): Promise<void> {
    this.#closing.abort()
    await this.#notifying
  }

  async #notify() {
    const { signal } = this.#closing
    while (this.#isDue) {
      await sleep(timing.debounceMs, undefined, { signal })
      this.#isDue = false
      const deadline = Date.now() + timing.giveUpAfterMs
      for (let backoffMs = timing.initialBackoffMs; !(await this.#attempt()) && Date.now() < deadline; backoffMs *= 2)
        await sleep(Math.min(backoffMs, timing.maxBackoffMs), undefined, { signal })
    }
    this.#notifying = undefined
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
      const response = await this.#fetch(url, { method: 'POST', headers, body })
      await response.body?.cancel()
      return response.ok
    } catch {
      this.#closing.signal.throwIfAborted()
      return false
    }
  }

  async #verify(url: string): Promise<boolean> {
    const challenge = randomBytes(24).toString('base64url')
    const challengeUrl = new URL(url)
    challengeUrl.searchParams.set('challenge', challenge)
    const response = await this.#fetch(challengeUrl, {})
    return (await response.text()) === challenge && response.ok
  }

  #fetch(url: string | URL, init: RequestInit) {
    const signal = AbortSignal.any([this.#closing.signal, AbortSignal.timeout(timing.timeoutMs)])
    return fetch(url, { ...init, redirect: 'manual', signal })
  }
}
