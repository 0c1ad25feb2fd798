import type { ServerResponse } from 'node:http'
import { sendJson } from './answer.ts'

/**
 * The calls that list. Dropbox answers only one identical call at a time for each user of an app (documentation of
 * files/list_folder).
 */
const listings = new Set(['files/list_folder', 'files/list_folder/continue'])

/** Rejects a listing with 429 while an identical call is in progress. */
export class IdenticalCalls {
  readonly #running = new Set<string>()

  async runExclusive(
    operation: string,
    arg: string,
    response: ServerResponse,
    handle: () => Promise<void>,
  ): Promise<void> {
    if (!listings.has(operation)) return handle()
    const call = `${operation} ${arg}`
    if (this.#running.has(call)) return sendTooManyRequests(response)
    this.#running.add(call)
    try {
      await handle()
      await whenSent(response)
    } finally {
      this.#running.delete(call)
    }
  }
}

/** Waits until the whole response is sent, or the client hangs up. */
const whenSent = (response: ServerResponse) =>
  new Promise<void>(resolve => {
    if (response.writableFinished || response.destroyed) resolve()
    else response.once('finish', resolve).once('close', resolve)
  })

function sendTooManyRequests(response: ServerResponse) {
  const error = { reason: { '.tag': 'too_many_requests' }, retry_after: 1 }
  sendJson(response, 429, { error_summary: 'too_many_requests/..', error }, { 'retry-after': '1' })
}
