import { blob, ellipse, type Point, place, polygon, type Shape, stroke } from './shapes.ts'

const skin = '#d9b48a'
const ink = '#2b2320'

/** Draws rows of spines over the back, from the shoulder to the tail. `rise` lifts them a little, as if breathing. */
function spines(rise: number): Shape[] {
  const rows = [
    { from: 0.99, radius: 42, length: 17, color: '#4b3a2e', count: 17 },
    { from: 0.97, radius: 34, length: 18, color: '#6a5240', count: 15 },
    { from: 0.95, radius: 25, length: 17, color: '#8a6d55', count: 13 },
    { from: 0.92, radius: 16, length: 15, color: '#a98a6d', count: 10 },
    { from: 0.9, radius: 6, length: 14, color: '#bfa184', count: 7 },
  ]
  return rows.flatMap(({ from, radius, length, color, count }) =>
    Array.from({ length: count }, (_, i) => {
      const angle = Math.PI * (from + 0.04 - (from - 0.13) * (i / (count - 1)))
      const [cos, sin] = [Math.cos(angle), -Math.sin(angle)]
      const root: Point = [cos * radius * 1.12, sin * radius - 12]
      const tip: Point = [root[0] + cos * length - 6, root[1] + sin * (length + rise)]
      const [dx, dy] = [sin * 5.2, -cos * 5.2]
      return polygon([[root[0] + dx, root[1] + dy], tip, [root[0] - dx, root[1] - dy]], color)
    }),
  )
}

/**
 * Draws a hedgehog that looks to the right. It is about 120 pixels long, with its feet at height 0.
 * @param step the phase of its step, from 0 to 1; undefined when it stands
 * @param scarf the color of its scarf, which only Mrs Hedgehog wears
 */
export function hedgehog(step?: number, scarf?: string): Shape[] {
  const angle = (step ?? 0) * 2 * Math.PI
  const swing = step === undefined ? 0 : 6
  const foot = (x: number, phase: number): Shape => {
    const [forward, lift] = [swing * Math.cos(angle + phase), (swing / 2) * Math.max(0, Math.sin(angle + phase))]
    return stroke(
      [
        [x, -12],
        [x + forward, -4 - lift],
        [x + forward + 7, -3 - lift],
      ],
      9,
      7,
      '#a67c52',
    )
  }
  return [
    foot(-24, 0),
    foot(24, Math.PI),
    blob(
      [
        [-50, -12],
        [-40, -36],
        [-6, -48],
        [30, -40],
        [44, -18],
        [36, -7],
        [-36, -6],
      ],
      '#5c4738',
    ),
    ...spines(step === undefined ? 0 : Math.sin(angle)),
    blob(
      [
        [20, -34],
        [40, -36],
        [54, -24],
        [69, -18],
        [70, -13],
        [54, -8],
        [30, -6],
        [20, -14],
      ],
      skin,
    ),
    blob(
      [
        [-30, -9],
        [0, -14],
        [34, -12],
        [30, -5],
        [-24, -4],
      ],
      '#c79f76',
    ),
    ellipse([27, -33], 7, 8, '#b98c62', -20),
    ellipse([28, -32], 4, 5, '#e8c3a4', -20),
    ellipse([71, -17], 4.6, 4.2, ink),
    ellipse([70, -18.5], 1.2, 1, '#ffffff'),
    ellipse([48, -25], 3.6, 4.2, ink),
    ellipse([49.2, -26.4], 1.2, 1.2, '#ffffff'),
    ellipse([44, -15], 5, 3, { color: '#e58f7b', opacity: 0.55 }),
    stroke(
      [
        [66, -10],
        [60, -8],
        [55, -10],
      ],
      1.6,
      1.2,
      ink,
    ),
    foot(-18, Math.PI),
    foot(30, 0),
    ...(scarf ? place(scarfOf(scarf), [31, -28]) : []),
  ]
}

function scarfOf(color: string): Shape[] {
  return [
    blob(
      [
        [-14, -6],
        [-8, -17],
        [4, -18],
        [15, -8],
        [12, 0],
        [2, -6],
        [-8, -2],
        [-12, 14],
        [-17, 8],
      ],
      color,
    ),
    ellipse([-3, -11], 1.8, 1.8, '#ffffff'),
    ellipse([6, -12], 1.8, 1.8, '#ffffff'),
    ellipse([-10, -2], 1.8, 1.8, '#ffffff'),
    polygon(
      [
        [-14, 8],
        [-24, 16],
        [-20, 20],
        [-12, 14],
      ],
      color,
    ),
  ]
}
