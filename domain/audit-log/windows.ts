import type { EventRange } from './event-range.ts'

/** Events of a range of sequences, both included, and of a range of times, the end not included. */
export type Window = { first: bigint; last: bigint; from: Date; to: Date }

const startOfMonth = (time: Date, offset = 0) =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + offset, 1))

/**
 * Divides a range into windows of 2, 4, 8 … months, the newest one first with `newest`, else the oldest. Months are those of
 * UTC, as in the partitions: a statement plans and reads only those of its window.
 */
export function windowsOf({ first, last }: EventRange, newest: boolean): Window[] {
  const windows: Window[] = []
  const [start, end] = [startOfMonth(first.at), startOfMonth(last.at, 1)]
  let edge = newest ? end : start
  for (let months = 2; newest ? edge > start : edge < end; months *= 2) {
    const next = startOfMonth(edge, newest ? -months : months)
    const [from, to] = newest ? [next < start ? start : next, edge] : [edge, next > end ? end : next]
    windows.push({ first: first.sequence, last: last.sequence, from, to })
    edge = next
  }
  return windows
}

/** Divides a range into its months, the oldest first. */
export function monthsOf({ first, last }: EventRange): Window[] {
  const windows: Window[] = []
  const end = startOfMonth(last.at, 1)
  for (let from = startOfMonth(first.at); from < end; from = startOfMonth(from, 1))
    windows.push({ first: first.sequence, last: last.sequence, from, to: startOfMonth(from, 1) })
  return windows
}
