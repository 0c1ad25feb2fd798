import type { Box } from '@lectern/domain/comparisons/page-comparisons'

/** A picture as raw pixels: red, green, blue, and opacity, row by row. */
export type Pixels = { width: number; height: number; data: Uint8Array }

/** Where two pictures differ, and the share of their pixels that do, from 0 to 1. */
export type Differences = { boxes: Box[]; changedShare: number }

/** Smaller differences of a color, from 0 to 255, are not visible. */
const visibleDifference = 12
/** Differences are collected in cells of this many pixels first. */
const cellSize = 16
/** Areas with at most this many pixels between them are one, such as the words of a heading. */
const joinedGap = 24
/** More areas are joined to fewer. */
const maxBoxes = 50

/** Compares two pictures of the same size. The areas come from top to bottom. */
export function findDifferences(before: Pixels, after: Pixels): Differences {
  const { width, height } = before
  const columns = Math.ceil(width / cellSize)
  const cells = new Map<number, Box>()
  let changed = 0
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 4
      if (!differs(before.data, after.data, at)) continue
      changed++
      const cell = Math.floor(y / cellSize) * columns + Math.floor(x / cellSize)
      const pixel = { x, y, width: 1, height: 1 }
      cells.set(cell, cells.has(cell) ? join(cells.get(cell)!, pixel) : pixel)
    }
  return { boxes: mergeBoxes([...cells.values()]), changedShare: changed / (width * height) }
}

const differs = (one: Uint8Array, other: Uint8Array, at: number): boolean =>
  Math.abs(one[at]! - other[at]!) > visibleDifference ||
  Math.abs(one[at + 1]! - other[at + 1]!) > visibleDifference ||
  Math.abs(one[at + 2]! - other[at + 2]!) > visibleDifference

/** Joins boxes that are near each other, and then farther ones, until there are few enough. */
export function mergeBoxes(boxes: Box[]): Box[] {
  let merged = joinNear(boxes, joinedGap)
  for (let gap = 2 * joinedGap; merged.length > maxBoxes; gap *= 2) merged = joinNear(merged, gap)
  return merged.sort((a, b) => a.y - b.y || a.x - b.x)
}

/** Joins boxes with at most `gap` pixels between them. Joined boxes may be near others, so it repeats. */
function joinNear(boxes: Box[], gap: number): Box[] {
  const joined: Box[] = []
  for (const box of boxes) {
    let current = box
    for (let near = findNear(joined, current, gap); near >= 0; near = findNear(joined, current, gap))
      current = join(current, joined.splice(near, 1)[0]!)
    joined.push(current)
  }
  return joined
}

const findNear = (boxes: Box[], { x, y, width, height }: Box, gap: number): number =>
  boxes.findIndex(
    other =>
      other.x <= x + width + gap &&
      x <= other.x + other.width + gap &&
      other.y <= y + height + gap &&
      y <= other.y + other.height + gap,
  )

function join(one: Box, other: Box): Box {
  const x = Math.min(one.x, other.x)
  const y = Math.min(one.y, other.y)
  const right = Math.max(one.x + one.width, other.x + other.width)
  const bottom = Math.max(one.y + one.height, other.y + other.height)
  return { x, y, width: right - x, height: bottom - y }
}
