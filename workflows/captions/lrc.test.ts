import { expect, test } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseLrc } from './lrc.ts'

test('shows each line until the next one, and the last one for five seconds', () => {
  const text = '[ar:Hedgehogs]\n[ti:Race]\n\n[00:01.50]The hare\n[00:03.00]runs & runs\r\n[01:00]Go'
  expect(formatCues(parseLrc(text))).toEqual(['1.5-3 The hare', '3-60 runs &amp; runs', '60-65 Go'])
  expect(parseLrc(text).flaw).toBeNull()
})

test('ends a line at an empty one', () => {
  expect(formatCues(parseLrc('[00:01.00]A\n[00:02.00]\n[00:05.00]B'))).toEqual(['1-2 A', '5-10 B'])
})

test('reads repeated lines, times of words, and an offset', () => {
  expect(formatCues(parseLrc('[offset:500]\n[00:01.00][00:03.00]A\n[00:02.00]<00:02.00>one <00:02.50>two'))).toEqual([
    '0.5-1.5 A',
    '1.5-2.5 one two',
    '2.5-7.5 A',
  ])
})

test('reports a line without a time', () => {
  expect(parseLrc('[00:01.00]A\nB').flaw?.line).toBe(2)
  expect(parseLrc('')).toEqual({ cues: [], flaw: null })
})
