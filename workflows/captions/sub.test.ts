import { expect, test } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseSub } from './sub.ts'

test('reads MicroDVD with the rate that its first line names', () => {
  const text = '{1}{1}25\r\n{25}{50}{y:i}The hare|runs.\r\n{100}{}Go\r\n\r\n{50}{75}<3\r\n'
  expect(formatCues(parseSub(text))).toEqual(['1-2 The hare/runs.', '2-3 &lt;3', '4-8 Go'])
  expect(formatCues(parseSub('{0}{0}23.976\n{24}{48}A'))).toEqual(['1.001-2.002 A'])
})

test('does not guess the rate of MicroDVD', () => {
  expect(parseSub('{25}{50}The hare\n{75}{100}runs.')).toEqual({
    cues: [],
    flaw: { line: 1, message: expect.stringContaining('how many pictures a second has') },
  })
})

test('reports a line of MicroDVD without numbers', () => {
  expect(parseSub('{1}{1}25\n{25}{50}A\nB\n').flaw?.line).toBe(3)
})

test('reads SubViewer', () => {
  expect(formatCues(parseSub('00:00:01.00,00:00:02.00\nThe hare[br]runs.'))).toEqual(['1-2 The hare/runs.'])
})
