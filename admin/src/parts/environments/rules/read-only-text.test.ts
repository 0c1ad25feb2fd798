import { expect, test } from 'vitest'
import { readOnlyText } from './read-only-text.ts'

test('readOnlyText names at most three people, and says how many more can be asked', () => {
  const only = 'Only administrators of this environment can change its rules.'
  expect(readOnlyText([])).toBe(only)
  expect(readOnlyText(['Ada'])).toBe(`${only} Ask Ada.`)
  expect(readOnlyText(['Ada', 'Ben', 'Cem'])).toBe(`${only} Ask Ada, Ben, or Cem.`)
  expect(readOnlyText(['Ada', 'Ben', 'Cem', 'Dora'])).toBe(`${only} Ask Ada, Ben, Cem, or 1 other.`)
  expect(readOnlyText(['Ada', 'Ben', 'Cem', 'Dora', 'Eva'])).toBe(`${only} Ask Ada, Ben, Cem, or 2 others.`)
})
