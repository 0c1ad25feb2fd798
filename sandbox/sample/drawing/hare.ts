import { blob, ellipse, type Point, place, type Shape, stroke } from './shapes.ts'

const fur = '#b07a4a'
const dark = '#8a5a34'
const light = '#ecd9bf'
const ink = '#2b2320'

/** Draws a leg with a knee. `swing` is how far the paw is in front of the hip, and `lift` is how high it is lifted. */
function leg(hip: Point, swing: number, lift: number, color: string, thickness: number): Shape {
  const knee: Point = [hip[0] + swing * 0.35 + thickness * 0.4, hip[1] + 17 - lift * 0.2]
  const paw: Point = [hip[0] + swing, hip[1] + 38 - lift]
  return stroke([hip, knee, paw, [paw[0] + 7, paw[1] + 1]], thickness, 6, color)
}

/**
 * Draws a hare that looks to the right. It is about 150 pixels long, with its paws at height 0.
 * @param stride the phase of its leap, from 0 to 1; undefined when it stands
 */
export function hare(stride?: number): Shape[] {
  const angle = (stride ?? 0) * 2 * Math.PI
  const isRunning = stride !== undefined
  const hind = isRunning ? 26 * Math.cos(angle) : 2
  const fore = isRunning ? 26 * Math.cos(angle + 2.4) : 4
  const [hindLift, foreLift] = isRunning ? [9 + 9 * Math.sin(angle), 9 + 9 * Math.sin(angle + 2.4)] : [0, 0]
  const back = isRunning ? 5 * Math.sin(angle) : 0
  const ears = isRunning ? -58 + 8 * Math.sin(angle) : -14
  const body: Shape[] = [
    leg([-36, -42], hind - 9, hindLift, dark, 15),
    leg([32, -40], fore - 7, foreLift, dark, 10),
    ellipse([-63, -58 + back], 10, 8, light, -30),
    blob(
      [
        [-60, -50 + back],
        [-44, -74 + back],
        [-8, -76 - back],
        [30, -70],
        [46, -56],
        [30, -40],
        [-10, -36],
        [-46, -36 + back],
      ],
      fur,
    ),
    blob(
      [
        [-20, -42],
        [10, -48],
        [36, -46],
        [28, -37],
        [-6, -33],
      ],
      light,
    ),
    ellipse([-38, -50 + back], 19, 20, fur),
    leg([-42, -44], hind + 4, hindLift, fur, 18),
    stroke(
      [
        [34, -58],
        [50, isRunning ? -78 - back * 0.6 : -84],
      ],
      30,
      20,
      fur,
    ),
    leg([34, -42], fore + 5, foreLift, fur, 11),
  ]
  const head: Shape[] = [
    ear([-8, -14], ears - 12, dark, '#c79a86'),
    ear([0, -15], ears + 8, fur, '#e0b3a0'),
    blob(
      [
        [-18, -8],
        [-4, -19],
        [14, -14],
        [26, 0],
        [20, 10],
        [2, 14],
        [-14, 8],
      ],
      fur,
    ),
    blob(
      [
        [8, 2],
        [20, 0],
        [26, 4],
        [18, 11],
        [6, 12],
      ],
      light,
    ),
    ellipse([26, 1], 3.4, 2.8, ink),
    ellipse([9, -5], 4.2, 5, '#ffffff'),
    ellipse([10.5, -4.5], 2.8, 3.6, ink),
    ellipse([11.4, -6], 1, 1.1, '#ffffff'),
    stroke(
      [
        [22, 7],
        [36, 4],
      ],
      0.9,
      0.5,
      ink,
    ),
    stroke(
      [
        [22, 8],
        [35, 10],
      ],
      0.9,
      0.5,
      ink,
    ),
  ].flat()
  return [...body, ...place(head, [52, isRunning ? -80 - back * 0.6 : -86])]
}

function ear(root: Point, rotation: number, outer: string, inner: string): Shape[] {
  const shape = [ellipse([0, -24], 7, 26, outer), ellipse([1.5, -23], 3.2, 18, inner)]
  return place(shape, root, 1, 1, rotation)
}
