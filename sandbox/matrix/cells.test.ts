import { expect, test } from 'vitest'
import { cellsOf, committedSeed, ownCells } from './cells.ts'
import { strictRules } from './compare/stream-rules.ts'
import { pages } from './pages/pages.ts'

test('the same seed gives the same cells, and another one gives others', () => {
  const ids = (seed: number) => cellsOf('firefox', pages, seed).map(({ id }) => id)
  expect(ids(committedSeed)).toEqual(ids(committedSeed))
  expect(ids(committedSeed)).not.toEqual(ids(committedSeed + 1))
})

test('the committed matrix has enough cells, and each page one of its own in Chromium', () => {
  const cells = cellsOf('chromium', pages, committedSeed)
  expect(cells.length).toBeGreaterThanOrEqual(400)
  const shown = pages.filter(({ notIn }) => !notIn?.includes('chromium'))
  expect(cells.map(({ id }) => id)).toEqual(expect.arrayContaining(ownCells(shown).map(({ id }) => id)))
  for (const browser of ['firefox', 'webkit'] as const)
    expect(cellsOf(browser, pages, committedSeed).length).toBeGreaterThanOrEqual(120)
})

test('each rule that holds whatever the clock says has a page', () => {
  expect(strictRules.filter(rule => !pages.some(({ neverStreams }) => neverStreams === rule))).toEqual([])
})
