import { hare } from '../drawing/hare.ts'
import { heath } from '../drawing/heath.ts'
import { hedgehog } from '../drawing/hedgehog.ts'
import { ellipse, type Point, place, type Shape } from '../drawing/shapes.ts'
import { bubble, lettering } from '../drawing/speech.ts'
import type { Film } from './film.ts'
import { melody } from './sound.ts'

const [width, height] = [640, 360]
const ground = height * 0.9
const arrives = 3
const speed = 420 // pixels a second

/** The race: the hare flies along its furrow, and at the end of it somebody is there already. */
export const race: Film = {
  width,
  height,
  seconds: 5.4,
  picture: time => {
    const ran = Math.min(time, arrives) - (time > arrives - 0.6 ? Math.min(time - arrives + 0.6, 0.6) ** 2 / 1.2 : 0)
    const scroll = ran * speed
    const end = (arrives - 0.3) * speed - scroll // how far the end of the furrow is still away
    const runs = time < arrives
    const hop = runs ? Math.abs(Math.sin(time * 2 * Math.PI * 1.25)) * 16 : 0
    const hareAt: Point = [190 + 40 * Math.min(1, time / arrives), ground - hop]
    return [
      ...heath({ width, height, scroll }),
      ...place(hedgehog(undefined, '#c8402f'), [490 + end, ground + 4], 1, -1),
      ellipse([hareAt[0], ground + 3], 74 - hop, 6, { colour: '#3d2817', opacity: 0.35 }),
      ...(runs ? dust(time, hareAt[0]) : []),
      ...place(hare(runs ? (time * 2.5) % 1 : undefined), hareAt, 1.15),
      ...(time > arrives + 0.35 ? says(Math.min(1, (time - arrives - 0.35) / 0.2)) : []),
    ]
  },
  notes: [
    ...melody(
      'hoof',
      0.05,
      0.2,
      Array.from({ length: 14 }, (_, i) => (i % 4 === 3 ? 0 : 210 - (i % 2) * 40)),
      0.8,
    ),
    ...melody('pluck', 0.1, 0.2, [392, 440, 494, 523, 494, 440, 392, 494, 587, 659, 587, 523, 494, 523], 0.22),
    ...melody('pluck', arrives + 0.4, 0.16, [784, 659, 523, 0, 659, 784, 1047], 0.35),
    { kind: 'pad', at: arrives + 0.3, pitch: 262, length: 2.2, loud: 0.18 },
    { kind: 'pad', at: arrives + 0.3, pitch: 330, length: 2.2, loud: 0.14 },
  ],
}

function dust(time: number, x: number): Shape[] {
  return Array.from({ length: 5 }, (_, i) => {
    const age = (time * 2.5 + i / 5) % 1
    return ellipse([x - 85 - age * 110, ground - 4 - age * 18], 5 + age * 13, 4 + age * 9, {
      colour: '#d9b58c',
      opacity: 0.55 * (1 - age),
    }) // one puff
  })
}

function says(grown: number): Shape[] {
  const mouth: Point = [430, ground - 34]
  const text = [
    ...bubble([455, 140], 250, 96, [436, 262]),
    ...lettering(['I’M HERE', 'ALREADY!'], [455, 140], 22, '#7a2d1f'),
  ]
  const middle = place(text, [-mouth[0], -mouth[1]])
  return place(middle, mouth, grown)
}
