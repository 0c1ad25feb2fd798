import { expect, test } from 'vitest'
import { pagesToLoad, rangeInPage, rowsAround } from './row-range.ts'

const screen = { height: 880, rowCount: 10_000, rowHeight: 44 }

test('the rows on the screen and a block around them are rendered, however far the page is scrolled', () => {
  expect(rowsAround({ ...screen, top: -200 })).toEqual({ from: 0, to: 30 })
  expect(rowsAround({ ...screen, top: 44 * 5_003 })).toEqual({ from: 4_990, to: 5_040 })
  expect(rowsAround({ ...screen, top: 44 * 9_990 })).toEqual({ from: 9_980, to: 10_000 })
})

test('scrolling by less than a block changes nothing', () => {
  expect(rowsAround({ ...screen, top: 44 * 101 })).toEqual(rowsAround({ ...screen, top: 44 * 108 }))
})

test('a short or an empty list, and one that was scrolled past its end, have no other rows', () => {
  expect(rowsAround({ ...screen, rowCount: 3, top: 0 })).toEqual({ from: 0, to: 3 })
  expect(rowsAround({ ...screen, rowCount: 0, top: 0 })).toEqual({ from: 0, to: 0 })
  expect(rowsAround({ ...screen, rowCount: 3, top: 90_000 })).toEqual({ from: 3, to: 3 })
})

test('a page has its part of the rows', () => {
  expect(rangeInPage({ from: 80, to: 130 }, 0, 100)).toEqual({ from: 80, to: 100 })
  expect(rangeInPage({ from: 80, to: 130 }, 1, 100)).toEqual({ from: 100, to: 130 })
})

test('known pages are loaded at once, and others one after another', () => {
  expect(pagesToLoad({ from: 80, to: 130 }, 100, 5)).toEqual([0, 1])
  expect(pagesToLoad({ from: 80, to: 130 }, 100, 1)).toEqual([0])
  expect(pagesToLoad({ from: 5_000, to: 5_040 }, 100, 3)).toEqual([2])
  expect(pagesToLoad({ from: 0, to: 0 }, 100, 1)).toEqual([0])
})
