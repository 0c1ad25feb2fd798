import { expect, test } from 'vitest'
import { lineFinder } from './lines.ts'

test('lines are counted from 1, and end as Windows, Unix or the old Mac end them', () => {
  const text = 'a\nb\r\nc\rd\n\ne'
  const lineOf = lineFinder(text)
  expect([...'abcde'].map(letter => lineOf(text.indexOf(letter)))).toEqual([1, 2, 3, 4, 6])
  expect(lineOf(text.length)).toBe(6)
  expect(lineFinder('')(0)).toBe(1)
})
