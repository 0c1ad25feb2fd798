import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import type { BrowserName } from './browsers/browser.ts'
import type { Cell } from './cells.ts'
import type { Result } from './run-cell.ts'

/** What became of a cell when it last ran. */
export type Outcome = {
  isRight: boolean
  streamed: boolean
  /** Whether the cell's rules allow a stream. */
  mayStream: boolean
  /** The day on which it ran, such as "2026-11-30". */
  day: string
}

export type CellOutcome = Outcome & { cell: Cell }

export function outcomeOf({ verdict }: Result): Outcome {
  const { failures, streamed, mayStream } = verdict
  return { isRight: failures.length === 0, streamed, mayStream, day: new Date().toISOString().slice(0, 10) }
}

/** Counts the cells that are right, those whose rules allow a stream, and those of them that had it. */
export function countOutcomes(outcomes: Outcome[]): { right: number; mayStream: number; streamed: number } {
  const mayStream = outcomes.filter(each => each.mayStream)
  return {
    right: outcomes.filter(({ isRight }) => isRight).length,
    mayStream: mayStream.length,
    streamed: mayStream.filter(({ streamed }) => streamed).length,
  }
}

/**
 * The last outcome of every cell, in a file: a whole run takes hours, so that a cell that failed is run again alone.
 */
export class Outcomes {
  readonly #file: string
  readonly #byCell: Record<string, Outcome>

  constructor(file: string) {
    this.#file = file
    this.#byCell = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  }

  keep(browser: BrowserName, id: string, outcome: Outcome): void {
    this.#byCell[`${browser} ${id}`] = outcome
    writeFileSync(this.#file, JSON.stringify(this.#byCell, null, 1))
  }

  /** Returns the cells that were not right when they last ran, and those that have never run. */
  notRight(browser: BrowserName, cells: Cell[]): Cell[] {
    return cells.filter(({ id }) => this.#byCell[`${browser} ${id}`]?.isRight !== true)
  }

  /** Returns the outcomes of the cells that have run. */
  of(browser: BrowserName, cells: Cell[]): CellOutcome[] {
    return cells.flatMap(cell => {
      const outcome = this.#byCell[`${browser} ${cell.id}`]
      return outcome ? [{ ...outcome, cell }] : []
    })
  }
}
