import { eventsAfter } from '@lectern/domain/audit-log/find-events'
import type { Database } from '@lectern/domain/database'
import type { NewEvents } from '@lectern/schema/services'

const pageSize = 500
/** Those who follow are at a few places of the log: most at its end. */
const maxPages = 8

/**
 * Reads new audit events once for all who follow the log. A page that was read before the last notification may lack
 * its events, so each notification must call `forget`.
 */
export class NewEventsReader {
  readonly #pages = new Map<bigint, Promise<NewEvents>>()
  readonly #database: Database

  constructor(database: Database) {
    this.#database = database
  }

  /** Forgets what was read: there may be more now. */
  forget(): void {
    this.#pages.clear()
  }

  /** Returns the first 500 events after a sequence. */
  read(after: bigint): Promise<NewEvents> {
    const known = this.#pages.get(after)
    if (known) return known
    const page = this.#readPage(after)
    this.#pages.set(after, page)
    page.catch(() => this.#pages.get(after) === page && this.#pages.delete(after))
    if (this.#pages.size > maxPages) this.#pages.delete(this.#pages.keys().next().value!)
    return page
  }

  async #readPage(after: bigint): Promise<NewEvents> {
    const events = await eventsAfter(this.#database, after, pageSize)
    return { events, isLast: events.length < pageSize }
  }
}
