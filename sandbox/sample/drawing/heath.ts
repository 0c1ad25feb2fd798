import { ellipse, type Point, polygon, type Shape, stroke } from './shapes.ts'

/** The parameters of a view of the heath. Sizes are in pixels, and `light` goes from 0 (before dawn) to 1 (morning). */
export type View = { width: number; height: number; scroll?: number; light?: number; sun?: Point }

/**
 * Draws the heath on that Sunday morning: sky, sun, clouds, hills, and a plowed field. Near objects move faster as the
 * view scrolls. The ground on which the animals stand is at 90% of the height.
 */
export function heath({ width, height, scroll = 0, light = 1, sun = [width * 0.78, height * 0.24] }: View): Shape[] {
  const box = (top: number, bottom: number): Point[] => [
    [0, top],
    [width, top],
    [width, bottom],
    [0, bottom],
  ]
  const size = height / 360
  const inLight = (night: string, day: string) => mix(night, day, light)
  return [
    polygon(box(0, height * 0.8), { color: inLight('#27305e', '#8ecae6'), to: inLight('#e58a5c', '#fdf0d0') }),
    ellipse(sun, 88 * size, 88 * size, { color: '#ffe9a8', opacity: 0.22 }),
    ellipse(sun, 60 * size, 60 * size, { color: '#ffe9a8', opacity: 0.35 }),
    ellipse(sun, 38 * size, 38 * size, { color: inLight('#ff9d5c', '#ffe08a'), to: inLight('#ff7a4d', '#ffc65c') }),
    ...[0.15, 0.55, 1.02].flatMap((at, i) =>
      cloud([wrapAround(at * width - scroll * 0.08, width), height * (0.14 + 0.08 * (i % 2))], size, light),
    ),
    hills(
      { width, height, scroll: scroll * 0.15, base: 0.6, rise: 0.09, wave: 250 * size },
      inLight('#4b4f78', '#b7d3a8'),
    ),
    hills(
      { width, height, scroll: scroll * 0.3, base: 0.68, rise: 0.06, wave: 170 * size },
      inLight('#3d4a5f', '#8fbb7c'),
    ),
    ...trees({ width, height, scroll: scroll * 0.3, light }),
    polygon(box(height * 0.76, height), { color: inLight('#3b3a3a', '#a9794f'), to: inLight('#2c2a2b', '#7c5334') }),
    ...furrows({ width, height, scroll, color: inLight('#2a2728', '#6f4a2e') }),
    ...clods({ width, height, scroll, color: inLight('#4c4848', '#bd8d61') }),
  ]
}

/** Mixes two colors. `share` is the share of the second, from 0 to 1. */
export function mix(a: string, b: string, share: number): string {
  const channel = (at: number) => {
    const [from, to] = [a, b].map(color => Number.parseInt(color.slice(at, at + 2), 16)) as [number, number]
    return Math.round(from + (to - from) * Math.min(1, Math.max(0, share)))
  }
  return `#${[1, 3, 5].map(at => channel(at).toString(16).padStart(2, '0')).join('')}`
}

/** Moves an x position to the other side once it has left the view, with a margin for the object there. */
function wrapAround(x: number, width: number): number {
  const span = width * 1.4
  return ((((x + width * 0.2) % span) + span) % span) - width * 0.2
}

function cloud([x, y]: Point, size: number, light: number): Shape[] {
  const paint = { color: '#ffffff', opacity: 0.25 + 0.5 * light }
  const puffs = [
    ellipse([x, y], 46, 13, paint),
    ellipse([x - 14, y - 9], 22, 15, paint),
    ellipse([x + 15, y - 6], 18, 12, paint),
  ]
  const rings = puffs.flatMap(puff => puff.rings)
  return [{ rings: rings.map(ring => ring.map(([u, v]): Point => [x + (u - x) * size, y + (v - y) * size])), paint }]
}

type Hills = { width: number; height: number; scroll: number; base: number; rise: number; wave: number }

function hills({ width, height, scroll, base, rise, wave }: Hills, color: string): Shape {
  const line = Array.from({ length: 49 }, (_, i): Point => {
    const x = (width * i) / 48
    const along = (x + scroll) / wave
    return [x, height * (base - rise * (Math.sin(along) + 0.4 * Math.sin(along * 2.3 + 1)))]
  })
  return polygon([...line, [width, height * 0.8], [0, height * 0.8]], color)
}

function trees({ width, height, scroll, light }: Required<Omit<View, 'sun'>>): Shape[] {
  return [0.08, 0.16, 0.47, 0.93, 1.25].flatMap((at, i) => {
    const x = wrapAround(at * width - scroll, width)
    const treeHeight = height * (0.1 + 0.03 * (i % 3))
    const foot = height * 0.77
    return [
      stroke(
        [
          [x, foot],
          [x, foot - treeHeight * 0.6],
        ],
        height * 0.016,
        height * 0.01,
        mix('#262433', '#7a5638', light),
      ),
      ellipse(
        [x, foot - treeHeight],
        treeHeight * 0.42,
        treeHeight * 0.55,
        mix('#2b3a4a', i % 2 ? '#5f9a5b' : '#4e8a55', light),
      ),
      ellipse(
        [x + treeHeight * 0.12, foot - treeHeight * 1.12],
        treeHeight * 0.2,
        treeHeight * 0.26,
        mix('#33445a', '#77b06b', light),
      ),
    ]
  })
}

type Ground = { width: number; height: number; scroll: number; color: string }

function furrows({ width, height, color }: Ground): Shape[] {
  return [0.785, 0.815, 0.855, 0.915, 0.98].map((at, i) =>
    polygon(
      [
        [0, height * at],
        [width, height * at],
        [width, height * (at + 0.004 + i * 0.002)],
        [0, height * (at + 0.004 + i * 0.002)],
      ],
      { color, opacity: 0.55 },
    ),
  )
}

function clods({ width, height, scroll, color }: Ground): Shape[] {
  return Array.from({ length: 26 }, (_, i) => {
    const row = i % 4
    const x = wrapAround((((i * 0.377) % 1) * 1.4 - 0.2) * width - scroll * (0.7 + row * 0.15), width)
    const size = (height / 360) * (2 + row * 1.2)
    return ellipse([x, height * (0.8 + row * 0.05)], size * 2, size, { color, opacity: 0.8 })
  })
}
