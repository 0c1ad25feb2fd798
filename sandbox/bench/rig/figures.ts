import type { Memory } from './memory.ts'

/**
 * One row of the table: what was measured, its goal, the result, and whether the goal was met. null: without a goal.
 */
export type Figure = { label: string; goal: string | null; result: string; isMet: boolean | null }

/** The result of a case: its figures, and all its numbers for the JSON output. */
export type Result = { figures: Figure[]; numbers: Record<string, unknown> }

type Format = (value: number) => string

/** Formats a ratio. */
export const ratio: Format = value => `${value.toFixed(2)} ×`
/** Formats bytes as millions of bytes. */
export const megabytes: Format = value => `${Math.round(value / 1e6)} MB`
/** Formats seconds. */
export const inSeconds: Format = value => `${value.toFixed(2)} s`
/** Formats a count. */
export const count: Format = value => value.toLocaleString('en')

/** Creates a figure that must not be above `limit`. `from` describes the underlying numbers. */
export const atMost = (label: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(label, `≤ ${format(limit)}`, value <= limit, `${format(value)} ${from}`)

/** Creates a figure that must be below `limit`. */
export const below = (label: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(label, `< ${format(limit)}`, value < limit, `${format(value)} ${from}`)

/** Creates a figure that must not be below `limit`. */
export const atLeast = (label: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(label, `≥ ${format(limit)}`, value >= limit, `${format(value)} ${from}`)

/** Creates a figure that must equal `expected`. */
export const exactly = (label: string, value: number, expected: number, format: Format, from: string): Figure =>
  figure(label, format(expected), value === expected, `${format(value)} ${from}`)

/** Creates a figure without a goal. */
export const figureWithoutGoal = (label: string, result: string): Figure => figure(label, null, null, result)

const figure = (label: string, goal: string | null, isMet: boolean | null, result: string): Figure => ({
  ...{ label, goal, isMet },
  result: result.trim(),
})

/** Formats the seconds of all rounds, in order. */
export const formatSeconds = (values: number[]): string => values.map(value => value.toFixed(2)).join(', ')

/** Creates the figure for the worker's peak memory minus its idle memory, from the median of the rounds. */
export function memoryFigure(rounds: Memory[]): Figure {
  const medianRound = rounds.toSorted((a, b) => a.peak - a.idle - (b.peak - b.idle))[Math.floor(rounds.length / 2)]!
  const from = `(idle ${megabytes(medianRound.idle)}, peak ${megabytes(medianRound.peak)})`
  return atMost('worker’s peak memory over idle', medianRound.peak - medianRound.idle, 200e6, megabytes, from)
}
