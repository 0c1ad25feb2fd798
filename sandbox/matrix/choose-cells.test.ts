import { expect, test } from 'vitest'
import { Problem } from '../machine/problem.ts'
import { committedSeed } from './cells.ts'
import { chooseCells } from './choose-cells.ts'
import { pages } from './pages/pages.ts'

const choose = (...args: string[]) => chooseCells(args, pages)

test('without arguments, all cells of all browsers run with the committed seed', () => {
  const { seed, cells } = choose()
  expect([seed, [...cells.keys()]]).toEqual([committedSeed, ['chromium', 'firefox', 'webkit']])
})

test('browsers, a seed, and parts of a name choose cells', () => {
  const { seed, isFailedOnly, cells } = choose('chromium', '--failed', '--seed', '7', 'rescue / ', 'no failure')
  expect([seed, isFailedOnly, [...cells.keys()]]).toEqual([7, true, ['chromium']])
  for (const { id } of cells.get('chromium')!) expect(id).toMatch(/rescue \/ .*no failure/)
})

test('every browser has the preview that ends', () => {
  expect([...choose('preview ends').cells.values()].map(({ length }) => length)).toEqual([1, 1, 1])
})

test('a part that no cell has is a problem', () => {
  expect(() => choose('chromium', 'no such page')).toThrow(Problem)
})

test('a seed that is no number is a problem', () => {
  expect(() => choose('--seed', 'abc')).toThrow('--seed needs a whole number.')
  expect(() => choose('--seed')).toThrow('--seed needs a whole number.')
})
