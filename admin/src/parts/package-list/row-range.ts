/** Rows by their number: from the first one up to, and without, the last one. */
export type RowRange = { from: number; to: number }

/** The rows are rendered in blocks, so that scrolling by one row changes nothing. */
const BLOCK = 10

/** Returns the rows on the screen and one block around them. `top`: how far the first row is above the screen, in pixels. */
export function rowsAround({ top, height, rowCount, rowHeight }: Screen): RowRange {
  const first = Math.floor(top / rowHeight / BLOCK) - 1
  const last = Math.ceil((top + height) / rowHeight / BLOCK) + 1
  const from = Math.min(Math.max(0, first * BLOCK), rowCount)
  return { from, to: Math.max(from, Math.min(rowCount, last * BLOCK)) }
}

type Screen = { top: number; height: number; rowCount: number; rowHeight: number }

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
