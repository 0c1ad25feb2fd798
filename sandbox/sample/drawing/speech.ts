import { blob, type Point, type Shape, stroke } from './shapes.ts'

// The letters that the speech needs, as strokes in a box of 8 by 12. We use no fonts, because they differ between
// machines.
const letters: Record<string, Point[][]> = {
  A: [
    [
      [0, 12],
      [4, 0],
      [8, 12],
    ],
    [
      [1.6, 8],
      [6.4, 8],
    ],
  ],
  D: [
    [
      [0, 0],
      [0, 12],
      [4, 12],
      [7.5, 9],
      [7.5, 3],
      [4, 0],
      [0, 0],
    ],
  ],
  E: [
    [
      [7, 0],
      [0, 0],
      [0, 12],
      [7, 12],
    ],
    [
      [0, 6],
      [5.5, 6],
    ],
  ],
  H: [
    [
      [0, 0],
      [0, 12],
    ],
    [
      [8, 0],
      [8, 12],
    ],
    [
      [0, 6],
      [8, 6],
    ],
  ],
  I: [
    [
      [2, 0],
      [2, 12],
    ],
  ],
  L: [
    [
      [0, 0],
      [0, 12],
      [6, 12],
    ],
  ],
  M: [
    [
      [0, 12],
      [1, 0],
      [5, 8],
      [9, 0],
      [10, 12],
    ],
  ],
  R: [
    [
      [0, 12],
      [0, 0],
      [5, 0],
      [7.5, 3],
      [5, 6],
      [0, 6],
    ],
    [
      [4, 6],
      [8, 12],
    ],
  ],
  Y: [
    [
      [0, 0],
      [4, 6],
      [8, 0],
    ],
    [
      [4, 6],
      [4, 12],
    ],
  ],
  '’': [
    [
      [1, 0],
      [0.4, 3],
    ],
  ],
  '!': [
    [
      [2, 0],
      [2, 7.5],
    ],
    [
      [2, 11.6],
      [2, 12],
    ],
  ],
}
const widths: Record<string, number> = { I: 4, M: 10, '’': 2, '!': 4, ' ': 4 }

/** Draws lines of capital letters, centered on a point. `size` is the height of a letter in pixels. */
export function lettering(lines: string[], [x, y]: Point, size: number, color: string): Shape[] {
  const unit = size / 12
  return lines.flatMap((line, row) => {
    const advance = (letter: string) => (widths[letter] ?? 8) + 3.4
    let at = x - ([...line].reduce((sum, letter) => sum + advance(letter), -3.4) * unit) / 2
    const top = y + (row - (lines.length - 1) / 2) * size * 1.6 - size / 2
    return [...line].flatMap(letter => {
      const left = at
      at += advance(letter) * unit
      const lines = letters[letter] ?? []
      return lines.map(line =>
        stroke(
          line.map(([u, v]): Point => [left + u * unit, top + v * unit]),
          unit * 2.1,
          unit * 2.1,
          color,
        ),
      )
    })
  })
}

/** Draws a white speech bubble around a point, with its tip at the speaker's mouth. */
export function bubble([x, y]: Point, width: number, height: number, mouth: Point): Shape[] {
  const paint = { color: '#ffffff', opacity: 0.96 }
  const oval = Array.from({ length: 14 }, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 14
    const round = (value: number) => Math.sign(value) * Math.abs(value) ** 0.6
    return [x + (width / 2) * round(Math.cos(angle)), y + (height / 2) * round(Math.sin(angle))]
  })
  return [
    stroke([[x + Math.sign(mouth[0] - x) * width * 0.1, y + height * 0.3], mouth], height * 0.3, 1, paint),
    blob(oval, '#ffffff'),
  ]
}
