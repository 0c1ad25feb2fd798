import { blob, ellipse, polygon, type Shape, stroke } from './shapes.ts'

/** Draws a rabbit that sits in the grass and looks at the viewer, with a background, 480 by 480 pixels. */
export function rabbit(): Shape[] {
  const [fur, shade, ink] = ['#a79a8c', '#8b7e71', '#2b2320']
  return [
    polygon(
      [
        [0, 0],
        [480, 0],
        [480, 480],
        [0, 480],
      ],
      { color: '#cfe6d4', to: '#f4f0d4' },
    ),
    ellipse([240, 470], 330, 110, { color: '#8fbb7c', to: '#5f9a5b' }),
    ellipse([322, 372], 30, 27, '#efe7dc'),
    blob(
      [
        [150, 410],
        [150, 310],
        [190, 250],
        [290, 250],
        [330, 310],
        [332, 410],
        [240, 430],
      ],
      shade,
    ),
    blob(
      [
        [178, 412],
        [176, 320],
        [210, 268],
        [270, 268],
        [304, 320],
        [302, 412],
        [240, 424],
      ],
      fur,
    ),
    ellipse([240, 360], 44, 56, '#d9cfc2'),
    stroke(
      [
        [196, 190],
        [186, 108],
        [192, 62],
      ],
      34,
      26,
      shade,
    ),
    stroke(
      [
        [284, 190],
        [294, 108],
        [288, 62],
      ],
      34,
      26,
      fur,
    ),
    stroke(
      [
        [198, 180],
        [191, 112],
        [194, 76],
      ],
      16,
      12,
      '#dcae9f',
    ),
    stroke(
      [
        [282, 180],
        [289, 112],
        [286, 76],
      ],
      16,
      12,
      '#dcae9f',
    ),
    ellipse([240, 222], 74, 66, fur),
    ellipse([240, 252], 40, 30, '#efe7dc'),
    ...[210, 270].flatMap(x => [
      ellipse([x, 212], 11, 14, ink),
      ellipse([x + 4, 206], 3.6, 4, '#ffffff'),
      ellipse([x + (x < 240 ? -22 : 22), 240], 14, 9, { color: '#dcae9f', opacity: 0.6 }),
    ]),
    blob(
      [
        [228, 238],
        [252, 238],
        [240, 251],
      ],
      '#c77f77',
    ),
    stroke(
      [
        [240, 250],
        [240, 260],
        [228, 267],
      ],
      2.4,
      2,
      ink,
    ),
    stroke(
      [
        [240, 260],
        [252, 267],
      ],
      2.4,
      2,
      ink,
    ),
    ...[-1, 1].flatMap(side =>
      [246, 254, 262].map((y, i) =>
        stroke(
          [
            [240 + side * 26, 250 + i * 3],
            [240 + side * 88, y - 8 + i * 8],
          ],
          1.4,
          0.6,
          '#6b6056',
        ),
      ),
    ),
    ...[196, 284].map(x => ellipse([x, 416], 34, 18, '#c9bdaf')),
    ...Array.from({ length: 40 }, (_, i) => {
      const x = (i * 61.8) % 480
      return stroke(
        [
          [x, 482],
          [x + ((i % 5) - 2) * 5, 452 - (i % 3) * 10],
        ],
        6,
        1,
        i % 2 ? '#4e8a4f' : '#6aa862',
      )
    }),
  ]
}
