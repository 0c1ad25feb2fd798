import { hare } from '../drawing/hare.ts'
import { heath } from '../drawing/heath.ts'
import { hedgehog } from '../drawing/hedgehog.ts'
import { ellipse, type Point, place, type Shape } from '../drawing/shapes.ts'
import { bubble, lettering } from '../drawing/speech.ts'
import { melody } from './sound.ts'
import type { SampleVideo } from './video.ts'

const [width, height] = [640, 360]
const ground = height * 0.9
const arrivalSeconds = 3
const pixelsPerSecond = 420

/** The race: the hare runs along its furrow, but a hedgehog is already at the end of it. */
export const race: SampleVideo = {
  width,
  height,
  seconds: 5.4,
  picture: time => {
    const ran =
      Math.min(time, arrivalSeconds) -
      (time > arrivalSeconds - 0.6 ? Math.min(time - arrivalSeconds + 0.6, 0.6) ** 2 / 1.2 : 0)
    const scroll = ran * pixelsPerSecond
    const distanceLeft = (arrivalSeconds - 0.3) * pixelsPerSecond - scroll
    const isRunning = time < arrivalSeconds
    const hop = isRunning ? Math.abs(Math.sin(time * 2 * Math.PI * 1.25)) * 16 : 0
    const hareAt: Point = [190 + 40 * Math.min(1, time / arrivalSeconds), ground - hop]
    return [
      ...heath({ width, height, scroll }),
      ...place(hedgehog(undefined, '#c8402f'), [490 + distanceLeft, ground + 4], 1, -1),
      ellipse([hareAt[0], ground + 3], 74 - hop, 6, { color: '#3d2817', opacity: 0.35 }),
      ...(isRunning ? dust(time, hareAt[0]) : []),
      ...place(hare(isRunning ? (time * 2.5) % 1 : undefined), hareAt, 1.15),
      ...(time > arrivalSeconds + 0.35 ? speechBubble(Math.min(1, (time - arrivalSeconds - 0.35) / 0.2)) : []),
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
    ...melody('pluck', arrivalSeconds + 0.4, 0.16, [784, 659, 523, 0, 659, 784, 1047], 0.35),
    { kind: 'pad', at: arrivalSeconds + 0.3, pitch: 262, length: 2.2, volume: 0.18 },
    { kind: 'pad', at: arrivalSeconds + 0.3, pitch: 330, length: 2.2, volume: 0.14 },
  ],
}

function dust(time: number, x: number): Shape[] {
  return Array.from({ length: 5 }, (_, i) => {
    const age = (time * 2.5 + i / 5) % 1
    return ellipse([x - 85 - age * 110, ground - 4 - age * 18], 5 + age * 13, 4 + age * 9, {
      color: '#d9b58c',
      opacity: 0.55 * (1 - age),
    })
  })
}

function speechBubble(scale: number): Shape[] {
  const mouth: Point = [430, ground - 34]
  const text = [
    ...bubble([455, 140], 250, 96, [436, 262]),
    ...lettering(['I’M HERE', 'ALREADY!'], [455, 140], 22, '#7a2d1f'),
  ]
  const middle = place(text, [-mouth[0], -mouth[1]])
  return place(middle, mouth, scale)
}
