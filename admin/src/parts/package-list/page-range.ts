import type { RowRange } from '../visible-rows/rows-around.ts'

/** The part of a range that is in a page of rows. Empty if `to` is not after `from`. */
export const rangeInPage = ({ from, to }: RowRange, page: number, pageSize: number): RowRange => ({
  from: Math.max(from, page * pageSize),
  to: Math.min(to, (page + 1) * pageSize),
})

/**
 * Which pages to load: those of the range whose cursors are known, and the last known one if the range needs later ones. Pages
 * are found one after another, because each has the cursor of the next.
 */
export function pagesToLoad({ from, to }: RowRange, pageSize: number, knownPages: number): number[] {
  const first = Math.min(Math.floor(from / pageSize), knownPages - 1)
  const last = Math.min(Math.floor(Math.max(from, to - 1) / pageSize), knownPages - 1)
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}
