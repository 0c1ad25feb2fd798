import { expect, test } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseSbv } from './sbv.ts'

test('reads SBV', () => {
  const text = '0:00:01.500,0:00:02.000\nThe hare\nruns.\n\n0:00:03.000,0:00:04.250\n1, 2, 3 & go\n'
  expect(formatCues(parseSbv(text))).toEqual(['1.5-2 The hare/runs.', '3-4.25 1, 2, 3 &amp; go'])
  expect(formatCues(parseSbv(text.replaceAll('\n', '\r\n')))).toHaveLength(2)
})

test('reads SubViewer', () => {
  const text =
    '[INFORMATION]\n[TITLE]Hare\n[AUTHOR]\n[END INFORMATION]\n[SUBTITLE]\n[COLF]&HFFFFFF,[SIZE]12\n00:00:01.50,00:00:02.00\n[Applause]\nThe hare[br]runs.\n\n00:00:03.00,00:00:04.25\nGo\n'
  expect(formatCues(parseSbv(text))).toEqual(['1.5-2 [Applause]/The hare/runs.', '3-4.25 Go'])
  expect(parseSbv(text).flaw).toBeNull()
})

test('reports text without times with its line', () => {
  expect(parseSbv('Dear Harry\n\n0:00:01.000,0:00:02.000\nA').flaw?.line).toBe(1)
  expect(parseSbv('0:00:03.000,0:00:02.000\nA\n\n0:00:04.000,0:00:05.000\nB').flaw?.line).toBe(1)
  expect(parseSbv('hello')).toEqual({ cues: [], flaw: null })
})
