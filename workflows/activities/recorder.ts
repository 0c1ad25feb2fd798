import { type ItemOutcome, type Lane, recordItems } from '@lectern/schema/changes/items'
import type { Database } from '@lectern/schema/database'

/** A lane records after this many items or milliseconds, whichever comes first. */
const batchSize = 64
const batchMilliseconds = 250

/** Collects what became of items and records them in batches: items, the run's counters and one NOTIFY in one transaction. */
export class Recorder {
  #database: Database
  #lane: Lane
  #outcomes: ItemOutcome[] = []
  #since = Date.now()

  constructor(database: Database, lane: Lane) {
    this.#database = database
    this.#lane = lane
  }

  /** Adds an outcome, and records when the batch is due. Returns the paths recorded as done just now. */
  async add(outcome: ItemOutcome): Promise<string[]> {
    if (this.#outcomes.length === 0) this.#since = Date.now()
    this.#outcomes.push(outcome)
    const due = this.#outcomes.length >= batchSize || Date.now() - this.#since >= batchMilliseconds
    return due ? this.flush() : []
  }

  /** Records what is left. Returns the paths recorded as done. */
  async flush(): Promise<string[]> {
    if (this.#outcomes.length === 0) return []
    const outcomes = this.#outcomes
    this.#outcomes = []
    return this.#database.$transaction(tx => recordItems(tx, this.#lane, outcomes))
  }
}
