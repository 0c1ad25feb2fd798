import { hare } from './drawing/hare.ts'
import { heath } from './drawing/heath.ts'
import { hedgehog } from './drawing/hedgehog.ts'
import { png } from './drawing/png.ts'
import { rabbit } from './drawing/rabbit.ts'
import { paint, raster } from './drawing/raster.ts'
import { ellipse, type Point, place, type Shape } from './drawing/shapes.ts'
import { svg } from './drawing/svg.ts'
import { race } from './video/race.ts'

const scarf = '#c8402f'

/** Draws the pictures of the lesson. Returns the path in the package and the content of each. */
export function pictures(): [path: string, content: string | Buffer][] {
  return [
    ['images/cover.svg', svg(1600, 720, 'The hare and the hedgehogs on the heath', cover())],
    ['images/race-poster.svg', svg(race.width, race.height, 'The hare runs', race.picture(1.62))],
    ['images/hare.svg', svg(200, 160, 'The hare', place(hare(), [92, 156]))],
    ['images/hedgehog.svg', svg(160, 84, 'The hedgehog', place(hedgehog(), [82, 80]))],
    ['images/mrs-hedgehog.svg', svg(160, 84, 'Mrs Hedgehog', place(hedgehog(undefined, scarf), [82, 80]))],
    ['images/rabbit.png', rabbitPng()],
  ]
}

function cover(): Shape[] {
  const ground = 650
  const shadow = (x: number, y: number, rx: number) => ellipse([x, y], rx, 10, { color: '#3d2817', opacity: 0.35 })
  const at = (x: number, lift = 0): Point => [x, ground - lift]
  return [
    ...heath({ width: 1600, height: 720, scroll: 2400, sun: [1260, 190] }),
    shadow(820, ground + 8, 130),
    shadow(1250, ground + 8, 105),
    shadow(1430, ground - 26, 85),
    ...place(hare(0.78), at(820, 26), 2.1),
    ...place(hedgehog(), at(1430, 26), 1.5, -1.5),
    ...place(hedgehog(undefined, scarf), at(1250, -8), 1.9, -1.9),
  ]
}

function rabbitPng(): Buffer {
  const picture = raster(480, 480)
  paint(picture, rabbit())
  return png(picture)
}
