import { heath } from '../drawing/heath.ts'
import { hedgehog } from '../drawing/hedgehog.ts'
import { ellipse, place, type Shape, stroke } from '../drawing/shapes.ts'
import { melody } from './sound.ts'
import type { SampleVideo } from './video.ts'

const [width, height] = [640, 360]
const ground = height * 0.9

/** A Sunday morning: the sun rises over the heath, larks sing, and the hedgehog leaves to look after his turnips. */
export const sunrise: SampleVideo = {
  width,
  height,
  seconds: 6,
  picture: time => {
    const light = smooth(time / 5)
    const walked = time * 46
    return [
      ...heath({ width, height, light, sun: [470, height * (0.72 - 0.5 * light)] }),
      ...stars(1 - light * 1.6),
      ...larks(time),
      ...turnips(),
      ellipse([120 + walked, ground + 4], 56, 5, { color: '#22160e', opacity: 0.3 }),
      ...place(hedgehog((time * 1.6) % 1), [120 + walked, ground + 4], 1),
    ]
  },
  notes: [
    ...[131, 196, 262, 330].map((pitch, i) => ({
      kind: 'pad' as const,
      at: i * 0.9,
      pitch,
      length: 6 - i * 0.9,
      volume: 0.13,
    })),
    ...melody('pluck', 1.2, 0.45, [392, 523, 659, 0, 587, 523, 0, 659, 784, 1047], 0.26),
    ...[1.4, 1.75, 2.9, 3.2, 3.45, 4.6, 4.9].map((at, i) => ({
      kind: 'chirp' as const,
      at,
      pitch: 2300 + (i % 3) * 350,
      length: 0.5,
      volume: 0.12,
    })),
  ],
}

function smooth(share: number): number {
  const t = Math.max(0, Math.min(1, share))
  return t * t * (3 - 2 * t)
}

function stars(opacity: number): Shape[] {
  if (opacity <= 0.01) return []
  return Array.from({ length: 24 }, (_, i) =>
    ellipse([(i * 97.3) % width, 12 + ((i * 53.7) % 130)], 1.1 + (i % 3) * 0.4, 1.1 + (i % 3) * 0.4, {
      color: '#ffffff',
      opacity,
    }),
  )
}

function larks(time: number): Shape[] {
  return [0, 1, 2].flatMap(i => {
    const [x, y] = [120 + i * 46 + time * 34, 96 - i * 18 - time * 7]
    const wing = 7 * Math.sin(time * 15 + i)
    return stroke(
      [
        [x - 9, y - wing],
        [x, y],
        [x + 9, y - wing],
      ],
      2.4,
      2.4,
      { color: '#2b2a3a', opacity: 0.85 },
    )
  })
}

function turnips(): Shape[] {
  return [430, 486, 542, 598].flatMap(x => [
    ellipse([x, ground - 1], 11, 9, '#e7d3e0'),
    ellipse([x, ground - 5], 11, 6, '#b56a9a'),
    stroke(
      [
        [x, ground - 9],
        [x - 9, ground - 26],
      ],
      5,
      3,
      '#5d9a55',
    ),
    stroke(
      [
        [x, ground - 9],
        [x + 1, ground - 30],
      ],
      5,
      3,
      '#6fae62',
    ),
    stroke(
      [
        [x, ground - 9],
        [x + 10, ground - 25],
      ],
      5,
      3,
      '#5d9a55',
    ),
  ])
}
