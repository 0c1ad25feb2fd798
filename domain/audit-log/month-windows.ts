export type Window = { from: Date; to: Date }

const startOfMonth = (time: Date, offset = 0) =>
  new Date(Date.UTC(time.getUTCFullYear(), time.getUTCMonth() + offset, 1))

/**
 * Divides the months from `first` to `last` into windows of 1, 2, 4, 8 … months, the newest one first with `newest`, else
 * the oldest. Months are those of UTC, as in the partitions. `to` is the first time after a window.
 */
export function monthWindows(first: Date, last: Date, newest: boolean): Window[] {
  const windows: Window[] = []
  const [start, end] = [startOfMonth(first), startOfMonth(last, 1)]
  let edge = newest ? end : start
  for (let months = 1; newest ? edge > start : edge < end; months *= 2) {
    const next = startOfMonth(edge, newest ? -months : months)
    windows.push(newest ? { from: next < start ? start : next, to: edge } : { from: edge, to: next > end ? end : next })
    edge = next
  }
  return windows
}
