import type { Database } from '@lectern/domain/database'
import { type ItemOutcome, type Lane, recordItems } from '@lectern/domain/sync/items'

/** Outcomes are written in batches: up to this many, or those of this many milliseconds. */
const batchSize = 64
const maxBatchDelayMs = 100

type PendingOutcome = { lane: Lane; outcome: ItemOutcome } & Pick<PromiseWithResolvers<boolean>, 'resolve' | 'reject'>

/**
 * Records the outcomes of items, for all lanes of a process. Outcomes of one run that arrive close together share a
 * statement, because each statement locks the run's row and lanes would wait for it.
 */
export class Recorder {
  readonly #database: Database
  #pending: PendingOutcome[] = []
  #lastWrite: Promise<void> = Promise.resolve()
  #timer: NodeJS.Timeout | null = null

  constructor(database: Database) {
    this.#database = database
  }

  /**
   * Resolves once the outcome is written. Returns true if the item is now copied. Returns false if it is not, or if it
   * no longer belongs to this lane.
   */
  record(lane: Lane, outcome: ItemOutcome): Promise<boolean> {
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    this.#pending.push({ lane, outcome, resolve, reject })
    if (this.#pending.length >= batchSize) this.#write()
    else this.#timer ??= setTimeout(() => this.#write(), maxBatchDelayMs)
    return promise
  }

  #write(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
    const runs = Map.groupBy(this.#pending, ({ lane }) => lane.runId)
    this.#pending = []
    for (const batch of runs.values()) this.#lastWrite = this.#lastWrite.then(() => this.#writeBatch(batch))
  }

  async #writeBatch(batch: PendingOutcome[]): Promise<void> {
    const outcomes = batch.map(({ lane, outcome }) => ({ ...outcome, lane: lane.name }))
    try {
      const recordedPaths = new Set(await recordItems(this.#database, batch[0]!.lane, outcomes))
      for (const { outcome, resolve } of batch) resolve(recordedPaths.has(outcome.path))
    } catch (error) {
      for (const { reject } of batch) reject(error)
    }
  }
}
