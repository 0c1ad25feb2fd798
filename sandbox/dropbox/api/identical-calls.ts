import type { ServerResponse } from 'node:http'
import { sendJson } from './answer.ts'

/** Calls that list. Dropbox answers the same one only once at a time for a user of an app (documentation of files/list_folder). */
const listings = new Set(['files/list_folder', 'files/list_folder/continue'])

/** Refuses a listing with 429 while the very same one is being answered. */
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

/** Waits until all of an answer is on its way, or the client hung up. */
const whenSent = (response: ServerResponse) =>
  new Promise<void>(out => {
    if (response.writableFinished || response.destroyed) out()
    else response.once('finish', out).once('close', out)
  })

function sendTooManyRequests(response: ServerResponse) {
  const error = { reason: { '.tag': 'too_many_requests' }, retry_after: 1 }
  sendJson(response, 429, { error_summary: 'too_many_requests/..', error }, { 'retry-after': '1' })
}
