/** Rows by their number: from the first one up to, and without, the last one. */
export type RowRange = { from: number; to: number }

/** The rows are rendered in blocks, so that scrolling by one row changes nothing. */
const BLOCK = 10

/** Returns the rows in view and one block around them. `top`: how far the first row is above the view, in pixels. */
export function rowsAround({ top, height, rowCount, rowHeight }: View): RowRange {
  const first = Math.floor(top / rowHeight / BLOCK) - 1
  const last = Math.ceil((top + height) / rowHeight / BLOCK) + 1
  const from = Math.min(Math.max(0, first * BLOCK), rowCount)
  return { from, to: Math.max(from, Math.min(rowCount, last * BLOCK)) }
}

type View = { top: number; height: number; rowCount: number; rowHeight: number }
