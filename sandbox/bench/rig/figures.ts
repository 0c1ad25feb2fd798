import type { Memory } from './memory.ts'

/** One line of the table: what was measured, what was aimed at (null: it stands beside the others), and whether that was met. */
export type Figure = { what: string; goal: string | null; result: string; isMet: boolean | null }

/** What a case came to: its lines, and all its numbers for the line of JSON. */
export type Result = { figures: Figure[]; numbers: Record<string, unknown> }

type Format = (value: number) => string

/** Ways to show a number: a ratio, bytes, seconds, a count. */
export const ratio: Format = value => `${value.toFixed(2)} ×`
export const megabytes: Format = value => `${Math.round(value / 1e6)} MB`
export const inSeconds: Format = value => `${value.toFixed(2)} s`
export const count: Format = value => value.toLocaleString('en')

/** A figure that must not be above `limit`; `from` says what it is made of. */
export const atMost = (what: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(what, `≤ ${format(limit)}`, value <= limit, `${format(value)} ${from}`)

/** A figure that must be below `limit`. */
export const below = (what: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(what, `< ${format(limit)}`, value < limit, `${format(value)} ${from}`)

/** A figure that must not be below `limit`. */
export const atLeast = (what: string, value: number, limit: number, format: Format, from: string): Figure =>
  figure(what, `≥ ${format(limit)}`, value >= limit, `${format(value)} ${from}`)

/** A figure that must be just that. */
export const exactly = (what: string, value: number, expected: number, format: Format, from: string): Figure =>
  figure(what, format(expected), value === expected, `${format(value)} ${from}`)

/** A figure without a goal. */
export const figureWithoutGoal = (what: string, result: string): Figure => figure(what, null, null, result)

const figure = (what: string, goal: string | null, isMet: boolean | null, result: string): Figure => ({
  ...{ what, goal, isMet },
  result: result.trim(),
})

/** Seconds of some rounds as text: each, in their order. */
export const formatSeconds = (values: number[]): string => values.map(value => value.toFixed(2)).join(', ')

/** The worker's most memory over the idle worker's: the median of some rounds, with what the idle and the busy one had. */
export function memoryFigure(rounds: Memory[]): Figure {
  const medianRound = rounds.toSorted((a, b) => a.peak - a.idle - (b.peak - b.idle))[Math.floor(rounds.length / 2)]!
  const from = `(idle ${megabytes(medianRound.idle)}, peak ${megabytes(medianRound.peak)})`
  return atMost('worker’s peak memory over idle', medianRound.peak - medianRound.idle, 200e6, megabytes, from)
}
