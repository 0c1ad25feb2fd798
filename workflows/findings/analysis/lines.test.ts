import { expect, test } from 'vitest'
import { lineFinder } from './lines.ts'

test('counts lines from 1 and accepts Windows, Unix, and classic Mac line endings', () => {
  const text = 'a\nb\r\nc\rd\n\ne'
  const lineOf = lineFinder(text)
  expect([...'abcde'].map(letter => lineOf(text.indexOf(letter)))).toEqual([1, 2, 3, 4, 6])
  expect(lineOf(text.length)).toBe(6)
  expect(lineFinder('')(0)).toBe(1)
})
