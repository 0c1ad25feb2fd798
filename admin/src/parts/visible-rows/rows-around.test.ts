import { expect, test } from 'vitest'
import { rowsAround } from './rows-around.ts'

const view = { height: 880, rowCount: 10_000, rowHeight: 44 }

test('the rows in view and a block around them are rendered, however far the list is scrolled', () => {
  expect(rowsAround({ ...view, top: -200 })).toEqual({ from: 0, to: 30 })
  expect(rowsAround({ ...view, top: 44 * 5_003 })).toEqual({ from: 4_990, to: 5_040 })
  expect(rowsAround({ ...view, top: 44 * 9_990 })).toEqual({ from: 9_980, to: 10_000 })
})

test('scrolling by less than a block changes nothing', () => {
  expect(rowsAround({ ...view, top: 44 * 101 })).toEqual(rowsAround({ ...view, top: 44 * 108 }))
})

test('a short or an empty list, and one that was scrolled past its end, have no other rows', () => {
  expect(rowsAround({ ...view, rowCount: 3, top: 0 })).toEqual({ from: 0, to: 3 })
  expect(rowsAround({ ...view, rowCount: 0, top: 0 })).toEqual({ from: 0, to: 0 })
  expect(rowsAround({ ...view, rowCount: 3, top: 90_000 })).toEqual({ from: 3, to: 3 })
})
