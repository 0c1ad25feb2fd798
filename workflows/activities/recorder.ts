import { type ItemOutcome, type Lane, recordItems } from '@lectern/schema/changes/items'
import type { Database } from '@lectern/schema/database'

/** A lane records after this many items or milliseconds, whichever comes first. */
const batchSize = 64
const batchMilliseconds = 250

/**
 * Collects what became of items and records them in batches: items, the run's counters and one NOTIFY in one transaction. `recorded` hears
 * of the paths that are done now.
 */
export class Recorder {
  #database: Database
  #lane: Lane
  #recorded: (paths: string[]) => Promise<void>
  #outcomes: ItemOutcome[] = []
  #since = Date.now()

  constructor(database: Database, lane: Lane, recorded: (paths: string[]) => Promise<void>) {
    this.#database = database
    this.#lane = lane
    this.#recorded = recorded
  }

  /** Adds an outcome, and records when the batch is due. */
  async add(outcome: ItemOutcome): Promise<void> {
    if (this.#outcomes.length === 0) this.#since = Date.now()
    this.#outcomes.push(outcome)
    if (this.#outcomes.length >= batchSize || Date.now() - this.#since >= batchMilliseconds) await this.flush()
  }

  /** Records what is left. */
  async flush(): Promise<void> {
    if (this.#outcomes.length === 0) return
    const outcomes = this.#outcomes
    this.#outcomes = []
    await this.#recorded(await this.#database.$transaction(tx => recordItems(tx, this.#lane, outcomes)))
  }
}
