import { createHmac, randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from '../faults/faults.ts'
import type { PartLog } from '../machine/log-file.ts'
import { type Account, accountId, userId } from './api/account.ts'

/**
 * Changes within `debounceMs` share a notification. A receiver must respond within `timeoutMs`. Failed notifications
 * are retried with growing pauses for `giveUpAfterMs`.
 */
const timing = {
  debounceMs: 500,
  timeoutMs: 10_000,
  initialBackoffMs: 200,
  maxBackoffMs: 30_000,
  giveUpAfterMs: 600_000,
}

type Options = { url: string; appSecret: string; account: Account; faults: Faults; log: PartLog }

/**
 * Notifies an app that its user's account changed, without details
 * (https://www.dropbox.com/developers/reference/webhooks). Verifies the address before the first notification. Unlike
 * Dropbox, it retries that too, because both sides start at the same time here. Each attempt is a call `Notify` for
 * faults: `drop` loses it as if the receiver had accepted it.
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

  /** Schedules a notification. A change during a notification triggers another one. */
  notifyChange(): void {
    this.#isDue = true
    this.#notifying ??= this.#notify().catch(error => {
      // Closing ends the notification early.
      if (!this.#closing.signal.aborted) this.#options.log.error('The notification of the webhook failed', error)
    })
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
