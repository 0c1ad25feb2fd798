import type { EventRange } from './event-range.ts'

/**
 * Events of a range of sequences, both included, and of a range of times, the end not included. `isNearby`: so few that an
 * index of words does not pay.
 */
export type Window = { first: bigint; last: bigint; from: Date; to: Date; isNearby?: boolean }

/** Events that are searched for words before the rest of their months. */
const nearby = [500n, 10_000n]

const startOfMonth = (time: Date, offset = 0) =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + offset, 1))

/**
 * Divides a range into windows of 2, 4, 8 … months, the newest one first with `newest`, else the oldest. Months are those of
 * UTC, as in the partitions: a statement plans and reads only those of its window. With `hasWords`, the first window is
 * divided once more, because Postgres sorts all events of a window that have the words.
 */
export function windowsOf({ first, last }: EventRange, newest: boolean, hasWords: boolean): Window[] {
  const windows: Window[] = []
  const [start, end] = [startOfMonth(first.at), startOfMonth(last.at, 1)]
  let edge = newest ? end : start
  for (let months = 2; newest ? edge > start : edge < end; months *= 2) {
    const next = startOfMonth(edge, newest ? -months : months)
    const [from, to] = newest ? [next < start ? start : next, edge] : [edge, next > end ? end : next]
    windows.push({ first: first.sequence, last: last.sequence, from, to })
    edge = next
  }
  const [nearest, ...others] = windows
  return hasWords && nearest ? [...divide(nearest, newest), ...others] : windows
}

/** Divides a range into its months, the oldest first. */
export function monthsOf({ first, last }: EventRange): Window[] {
  const windows: Window[] = []
  const end = startOfMonth(last.at, 1)
  for (let from = startOfMonth(first.at); from < end; from = startOfMonth(from, 1))
    windows.push({ first: first.sequence, last: last.sequence, from, to: startOfMonth(from, 1) })
  return windows
}

/** Divides a window by sequences: first what is nearby, then the rest. */
function divide(window: Window, newest: boolean): Window[] {
  const windows: Window[] = []
  let { first, last } = window
  for (const events of nearby) {
    if (last - first < events) break
    const part = newest ? { first: last - events + 1n, last } : { first, last: first + events - 1n }
    windows.push({ ...window, ...part, isNearby: windows.length === 0 })
    if (newest) last -= events
    else first += events
  }
  return [...windows, { ...window, first, last }]
}
