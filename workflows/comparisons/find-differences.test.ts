import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDifferences, mergeBoxes, type Pixels } from './find-differences.ts'

const white = (width = 200, height = 120): Pixels => ({
  width,
  height,
  data: new Uint8Array(width * height * 4).fill(255),
})

/** A white picture with areas of another color. */
function painted(areas: [x: number, y: number, width: number, height: number][], color = 0): Pixels {
  const picture = white()
  for (const [left, top, width, height] of areas)
    for (let y = top; y < top + height; y++)
      for (let x = left; x < left + width; x++) {
        const at = (y * picture.width + x) * 4
        picture.data.fill(color, at, at + 3)
      }
  return picture
}

test('equal pictures have no areas, and colors that look the same are equal', () => {
  expect(findDifferences(white(), white())).toEqual({ boxes: [], changedShare: 0 })
  expect(findDifferences(white(), painted([[10, 10, 50, 50]], 246)).boxes).toEqual([])
})

test('an area has exactly the size of what differs, also where it spans cells', () => {
  const { boxes, changedShare } = findDifferences(white(), painted([[10, 20, 60, 30]]))
  expect(boxes).toEqual([{ x: 10, y: 20, width: 60, height: 30 }])
  expect(changedShare).toBeCloseTo((60 * 30) / (200 * 120))
})

test('a single pixel is found, and areas far from each other stay apart, from top to bottom', () => {
  const after = painted([
    [150, 100, 1, 1],
    [5, 5, 4, 4],
  ])
  expect(findDifferences(white(), after).boxes).toEqual([
    { x: 5, y: 5, width: 4, height: 4 },
    { x: 150, y: 100, width: 1, height: 1 },
  ])
})

test('letters of a line are one area', () => {
  const letters = Array.from({ length: 10 }, (_, index): [number, number, number, number] => [
    10 + index * 12,
    40,
    6,
    9,
  ])
  expect(findDifferences(white(), painted(letters)).boxes).toEqual([{ x: 10, y: 40, width: 114, height: 9 }])
})

test('there are at most 50 areas, which cover all that differs and do not overlap', () => {
  const box = fc.record({
    x: fc.nat(1200),
    y: fc.nat(760),
    width: fc.integer({ min: 1, max: 40 }),
    height: fc.integer({ min: 1, max: 40 }),
  })
  fc.assert(
    fc.property(fc.array(box, { maxLength: 300 }), boxes => {
      const merged = mergeBoxes(boxes)
      expect(merged.length).toBeLessThanOrEqual(50)
      for (const { x, y, width, height } of boxes)
        expect(
          merged.some(
            area =>
              area.x <= x && area.y <= y && area.x + area.width >= x + width && area.y + area.height >= y + height,
          ),
        ).toBe(true)
      for (const [index, one] of merged.entries())
        for (const other of merged.slice(index + 1))
          expect(
            one.x < other.x + other.width &&
              other.x < one.x + one.width &&
              one.y < other.y + other.height &&
              other.y < one.y + one.height,
          ).toBe(false)
    }),
    { numRuns: 50 },
  )
})
