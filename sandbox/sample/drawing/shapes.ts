/** A point in pixels from the top left. */
export type Point = readonly [x: number, y: number]

/** A color `#rrggbb`. `to` is the lower color of a vertical gradient over the shape, and `opacity` goes from 0 to 1. */
export type Paint = { color: string; to?: string; opacity?: number }

/** Closed rings, filled together by the nonzero rule. A picture is a list of shapes, drawn from first to last. */
export type Shape = { rings: Point[][]; paint: Paint }

const toPaint = (paint: Paint | string): Paint => (typeof paint === 'string' ? { color: paint } : paint)

/** Creates a polygon. */
export function polygon(points: Point[], paint: Paint | string): Shape {
  return { rings: [points], paint: toPaint(paint) }
}

/** Creates an ellipse. `rotation` is in degrees, clockwise. */
export function ellipse([x, y]: Point, rx: number, ry: number, paint: Paint | string, rotation = 0): Shape {
  const steps = Math.max(12, Math.min(64, Math.ceil(Math.max(rx, ry))))
  const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)]
  const ring = Array.from({ length: steps }, (_, i): Point => {
    const [u, v] = [rx * Math.cos((2 * Math.PI * i) / steps), ry * Math.sin((2 * Math.PI * i) / steps)]
    return [x + u * cos - v * sin, y + u * sin + v * cos]
  })
  return { rings: [ring], paint: toPaint(paint) }
}

/** Creates a shape with a smooth outline through the points (Catmull-Rom). */
export function blob(points: Point[], paint: Paint | string): Shape {
  const at = (i: number) => points[(i + points.length) % points.length] as Point
  const ring = points.flatMap((_, i) =>
    Array.from({ length: 8 }, (_, step): Point => {
      const t = step / 8
      const curve = (k: 0 | 1) => {
        const [a, b, c, d] = [at(i - 1)[k], at(i)[k], at(i + 1)[k], at(i + 2)[k]]
        return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)))
      }
      return [curve(0), curve(1)]
    }),
  )
  return { rings: [ring], paint: toPaint(paint) }
}

/**
 * Creates a line with round ends through the points, for limbs, ears, and letters. Its width goes from `from` to `to`.
 */
export function stroke(points: Point[], from: number, to: number, paint: Paint | string): Shape {
  const radius = (i: number) => (from + ((to - from) * i) / Math.max(1, points.length - 1)) / 2
  const rings = points.flatMap((point, i) => {
    const circle = ellipse(point, radius(i), radius(i), '#000000').rings
    const next = points[i + 1]
    if (!next) return circle
    const [dx, dy] = [next[0] - point[0], next[1] - point[1]]
    const length = Math.hypot(dx, dy) || 1
    const side = (p: Point, r: number): Point => [p[0] + (dy / length) * r, p[1] - (dx / length) * r]
    const [a, b] = [radius(i), radius(i + 1)]
    return [...circle, [side(point, a), side(next, b), side(next, -b), side(point, -a)]]
  })
  return { rings, paint: toPaint(paint) }
}

/** Scales, then rotates (in degrees, clockwise), then moves shapes. A negative `scaleX` mirrors them. */
export function place(shapes: Shape[], [x, y]: Point, scale = 1, scaleX = scale, rotation = 0): Shape[] {
  const [cos, sin] = [Math.cos((rotation * Math.PI) / 180), Math.sin((rotation * Math.PI) / 180)]
  const move = ([u, v]: Point): Point => [
    x + u * scaleX * cos - v * scale * sin,
    y + u * scaleX * sin + v * scale * cos,
  ]
  return shapes.map(({ rings, paint }) => ({ rings: rings.map(ring => ring.map(move)), paint }))
}
