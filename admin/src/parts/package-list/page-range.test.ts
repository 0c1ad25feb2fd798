import { expect, test } from 'vitest'
import { pagesToLoad, rangeInPage } from './page-range.ts'

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
