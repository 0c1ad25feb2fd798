import type { Point, Shape } from './shapes.ts'

/** A picture as bytes: red, green, and blue for each pixel, in rows from the top. */
export type Raster = { width: number; height: number; rgb: Uint8Array }

const linesPerPixel = 4

/** Creates a black picture. */
export function raster(width: number, height: number): Raster {
  return { width, height, rgb: new Uint8Array(width * height * 3) }
}

/**
 * Paints shapes onto a picture with smooth edges. Samples each row of pixels with 4 lines and exact coverage along
 * them.
 */
export function paint(picture: Raster, shapes: Shape[]): void {
  for (const shape of shapes) paintShape(picture, shape)
}

type Edge = { top: Point; bottom: Point; direction: number }

function paintShape({ width, height, rgb }: Raster, { rings, paint }: Shape) {
  const edges = rings.flatMap(edgesOf).sort((a, b) => a.top[1] - b.top[1])
  const [left, right] = span(rings, 0, width)
  const [first, last] = span(rings, 1)
  const from = parse(paint.color)
  const to = parse(paint.to ?? paint.color)
  const opacity = paint.opacity ?? 1
  const coverage = new Float32Array(width)
  let active: Edge[] = []
  let next = 0

  for (let y = Math.max(0, Math.floor(first)); y < Math.min(height, Math.ceil(last)); y++) {
    active = active.filter(edge => edge.bottom[1] > y)
    for (; next < edges.length && edges[next]!.top[1] < y + 1; next++)
      if (edges[next]!.bottom[1] > y) active.push(edges[next]!)
    coverage.fill(0, left, right)
    for (let line = 0; line < linesPerPixel; line++) coverLine(coverage, active, y + (line + 0.5) / linesPerPixel)
    const down = (y + 0.5 - first) / (last - first)
    const [red, green, blue] = from.map((value, i) => value + (to[i]! - value) * down + 0.5) as [number, number, number]
    for (let x = left, at = (y * width + left) * 3; x < right; x++, at += 3) {
      const share = Math.min(1, coverage[x]!) * opacity
      if (share === 0) continue
      if (share === 1) {
        rgb[at] = red
        rgb[at + 1] = green
        rgb[at + 2] = blue
        continue
      }
      rgb[at] = rgb[at]! + (red - rgb[at]!) * share
      rgb[at + 1] = rgb[at + 1]! + (green - rgb[at + 1]!) * share
      rgb[at + 2] = rgb[at + 2]! + (blue - rgb[at + 2]!) * share
    }
  }
}

function edgesOf(ring: Point[]): Edge[] {
  return ring.map((a, i) => {
    const b = ring[(i + 1) % ring.length]!
    return a[1] < b[1] ? { top: a, bottom: b, direction: 1 } : { top: b, bottom: a, direction: -1 }
  })
}

/** Returns the extent of a shape along one axis. With `limit`, returns whole pixels inside the picture. */
function span(rings: Point[][], axis: 0 | 1, limit?: number): [number, number] {
  let [minimum, maximum] = [Infinity, -Infinity]
  for (const ring of rings)
    for (const point of ring) [minimum, maximum] = [Math.min(minimum, point[axis]), Math.max(maximum, point[axis])]
  return limit === undefined
    ? [minimum, maximum]
    : [Math.max(0, Math.floor(minimum)), Math.min(limit, Math.ceil(maximum))]
}

function coverLine(cover: Float32Array, edges: Edge[], y: number) {
  const crossings: { x: number; direction: number }[] = []
  for (const { top, bottom, direction } of edges)
    if (top[1] <= y && bottom[1] > y)
      crossings.push({ x: top[0] + ((bottom[0] - top[0]) * (y - top[1])) / (bottom[1] - top[1]), direction })
  if (crossings.length > 2) crossings.sort((a, b) => a.x - b.x)
  else if (crossings.length === 2 && crossings[0]!.x > crossings[1]!.x) crossings.reverse()
  let winding = 0
  for (let i = 0; i + 1 < crossings.length; i++) {
    winding += crossings[i]!.direction
    if (winding !== 0) coverSpan(cover, Math.max(0, crossings[i]!.x), Math.min(cover.length, crossings[i + 1]!.x))
  }
}

function coverSpan(cover: Float32Array, left: number, right: number) {
  const [start, end] = [Math.floor(left), Math.floor(right)]
  if (right <= left) return
  if (start === end) {
    cover[start]! += (right - left) / linesPerPixel
    return
  }
  cover[start]! += (start + 1 - left) / linesPerPixel
  for (let x = start + 1; x < end; x++) cover[x]! += 1 / linesPerPixel
  if (end < cover.length) cover[end]! += (right - end) / linesPerPixel
}

function parse(color: string): number[] {
  return [1, 3, 5].map(at => Number.parseInt(color.slice(at, at + 2), 16))
}
