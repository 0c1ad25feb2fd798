import { expect, test } from 'vitest'
import { formatCues } from '../test/format-cues.ts'
import { parseAss } from './ass.ts'

const header =
  '[Script Info]\nTitle: Race\n\n[V4+ Styles]\nFormat: Name, Fontname, Fontsize\nStyle: Default,Arial,20\n\n[Events]\n'
const format = 'Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n'
const dialogue = (text: string, start = '0:00:01.50', end = '0:00:02.00') =>
  `Dialogue: 0,${start},${end},Default,,0,0,0,,${text}\n`
const read = (text: string) => formatCues(parseAss(header + format + text))

test('reads the words of ASS in order of time', () => {
  expect(read(dialogue('Go', '0:00:03.00', '0:00:04.00') + dialogue('The hare\\Nruns, fast.'))).toEqual([
    '1.5-2 The hare/runs, fast.',
    '3-4 Go',
  ])
})

test.each([
  ['{\\an8\\i1}slanted{\\i0} words', 'slanted words'],
  ['one\\ntwo\\hthree', 'one/two three'],
  ['{a comment}words', 'words'],
  ['Tom & Jerry <3', 'Tom &amp; Jerry &lt;3'],
  ['{\\k20}ka{\\k30}raoke', 'karaoke'],
])('reads the text %j', (text, words) => {
  expect(read(dialogue(text))).toEqual([`1.5-2 ${words}`])
})

test('leaves out drawings, comments, and repeated layers', () => {
  const comment = dialogue('hidden').replace('Dialogue', 'Comment')
  expect(read(dialogue('{\\p1}m 0 0 l 10 10{\\p0}') + comment + dialogue('A') + dialogue('{\\bord3}A'))).toEqual([
    '1.5-2 A',
  ])
})

test('reads SSA with its own columns, and files without a list of columns', () => {
  const ssa = 'Format: Marked, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text\n'
  const line = 'Dialogue: Marked=0,0:00:01.00,0:00:02.00,Default,,0000,0000,0000,,A, B\r\n'
  expect(formatCues(parseAss(ssa + line))).toEqual(['1-2 A, B'])
  expect(formatCues(parseAss(line))).toEqual(['1-2 A, B'])
  expect(formatCues(parseAss('Format: Start, End, Text\nDialogue: 0:00:01.00,0:00:02.00,A, B'))).toEqual(['1-2 A, B'])
})

test('reports the first line with invalid times', () => {
  expect(parseAss(header + format + dialogue('A') + dialogue('B', 'soon')).flaw).toMatchObject({ line: 11 })
  expect(parseAss(dialogue('A', '0:00:03.00')).flaw?.message).toMatch(/ends before it begins/)
})
