import { expect, test } from 'vitest'
import { readPatch } from './patch.ts'

const header = '===\n--- a.html\n+++ a.html\n'
const show = (patch: string) =>
  readPatch(header + patch).map(row =>
    typeof row === 'number'
      ? `… ${row}`
      : [row.before, row.after].map(side => (side ? `${side.number} ${side.text}` : '–')).join(' | '),
  )

test('lines that replace each other stand side by side, with their numbers', () => {
  expect(show('@@ -1,4 +1,4 @@\n one\n-two\n-three\n+zwei\n+drei\n four\n')).toEqual([
    '1 one | 1 one',
    '2 two | 2 zwei',
    '3 three | 3 drei',
    '4 four | 4 four',
  ])
})

test('a side without a line is empty, and later numbers differ', () => {
  expect(show('@@ -1,3 +1,4 @@\n one\n+new\n+newer\n-two\n three\n\\ No newline at end of file')).toEqual([
    '1 one | 1 one',
    '2 two | 2 new',
    '– | 3 newer',
    '3 three | 4 three',
  ])
  expect(show('@@ -2 +1,0 @@\n-two\n')).toEqual(['… 1', '2 two | –'])
})

test('equal lines between two places are folded, also those before the first one', () => {
  expect(show('@@ -10,2 +10,2 @@\n-a\n+b\n c\n@@ -40 +40 @@\n-d\n+e\n')).toEqual([
    '… 9',
    '10 a | 10 b',
    '11 c | 11 c',
    '… 28',
    '40 d | 40 e',
  ])
})

test('texts that only begin with a sign of the header are lines', () => {
  expect(show('@@ -1 +1 @@\n--- old\n+++ new\n')).toEqual(['1 -- old | 1 ++ new'])
})
