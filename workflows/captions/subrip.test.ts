import { describe, expect, test } from 'vitest'
import { parseSubRip, toWebVtt } from './subrip.ts'

/** Captions as «from-to words», in seconds; line breaks as «/». */
const read = (text: string) =>
  parseSubRip(text).cues.map(
    ({ start, end, text: words }) => `${start / 1000}-${end / 1000} ${words.replaceAll('\n', '/')}`,
  )
const flaw = (text: string) => parseSubRip(text).flaw

test('captions become WebVTT, their numbers are left out', () => {
  const text =
    '1\n00:00:01,000 --> 00:00:02,040\nThe hare\n\n2\n01:59:59,999 --> 102:00:00,000\nand the hedgehog\nrun.\n'
  expect(toWebVtt(parseSubRip(text).cues)).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.040\nThe hare\n\n01:59:59.999 --> 102:00:00.000\nand the hedgehog\nrun.\n',
  )
})

describe('SubRip of the wild:', () => {
  const two = ['1-2 A', '3-4 B']
  test.each([
    [
      'lines that end as on Windows',
      '1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nB',
    ],
    ['lines that end as on old Macs', '1\r00:00:01,000 --> 00:00:02,000\rA\r\r2\r00:00:03,000 --> 00:00:04,000\rB\r'],
    ['no numbers', '00:00:01,000 --> 00:00:02,000\nA\n\n00:00:03,000 --> 00:00:04,000\nB'],
    ['a full stop in the times', '1\n00:00:01.000 --> 00:00:02.000\nA\n\n2\n00:00:03.000 --> 00:00:04.000\nB'],
    ['hours of one digit', '1\n0:00:01,000 --> 0:00:02,000\nA\n\n2\n0:00:03,000 --> 0:00:04,000\nB'],
    ['no hours', '1\n00:01,000 --> 00:02,000\nA\n\n2\n0:03,000 --> 0:04,000\nB'],
    ['no thousandths', '1\n00:00:01 --> 00:00:02\nA\n\n2\n00:00:03 --> 00:00:04\nB'],
    ['no blanks around the arrow', '1\n00:00:01,000-->00:00:02,000\nA\n\n2\n00:00:03,000-->00:00:04,000\nB'],
    ['arrows of a word processor', '1\n00:00:01,000 –> 00:00:02,000\nA\n\n2\n00:00:03,000 → 00:00:04,000\nB'],
    [
      'places behind the times',
      '1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50\nA\n\n2\n00:00:03,000 --> 00:00:04,000\tX1:1\nB',
    ],
    ['no blank line before the next', '1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB'],
    ['neither blank lines nor numbers', '00:00:01,000 --> 00:00:02,000\nA\n00:00:03,000 --> 00:00:04,000\nB'],
    [
      'a blank line below number and times',
      '1\n\n00:00:01,000 --> 00:00:02,000\n\nA\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nB',
    ],
    [
      'blank lines at both ends',
      '\n \n1\n00:00:01,000 --> 00:00:02,000\nA\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n\t\n',
    ],
    [
      'a number at the end, and what DOS put there',
      '1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n3\n\x1a\0\0',
    ],
    [
      'two files one behind the other',
      '1\n00:00:01,000 --> 00:00:02,000\nA\n\n\ufeff1\n00:00:03,000 --> 00:00:04,000\nB',
    ],
    [
      'the first line of another kind',
      'WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB',
    ],
    [
      'captions without words',
      '1\n00:00:00,000 --> 00:00:01,000\n\n2\n00:00:01,000 --> 00:00:02,000\nA\n\n3\n00:00:03,000 --> 00:00:04,000\nB',
    ],
  ])('%s', (_, text) => {
    expect(parseSubRip(text).flaw).toBeNull()
    expect(read(text)).toEqual(two)
  })

  test('blank lines inside of a caption, and numbers that are its words', () => {
    const text =
      '1\n00:00:01,000 --> 00:00:02,000\nWhat is 6 × 7?\n\n42\n\nRight!\n\n2\n00:00:03,000 --> 00:00:04,000\n2\n'
    expect(read(text)).toEqual(['1-2 What is 6 × 7?/42/Right!', '3-4 2'])
  })

  test('five behind the comma are five tenths', () => {
    expect(read('1\n00:00:01,5 --> 00:00:02,25\nA')).toEqual(['1.5-2.25 A'])
  })
})

describe('words', () => {
  test.each([
    ['{\\an8}up there', 'up there'],
    ['<font color="#ffff00" size=3>yellow</font>', 'yellow'],
    ['<FONT color=red>{\\i1}red{\\i0}</Font>', 'red'],
    ['<b>bold</b> <I>slanted</I> <u >lined</u>', '<b>bold</b> <i>slanted</i> <u>lined</u>'],
    ['Tom & Jerry: 1 < 2 > 0, <v Harry>', 'Tom &amp; Jerry: 1 &lt; 2 &gt; 0, &lt;v Harry&gt;'],
    ['&amp; &lt; &nbsp; &#8217; &hare;', '&amp; &lt; &nbsp; &#8217; &amp;hare;'],
    ['one<br>two<br />three', 'one/two/three'],
    ['home --> school', 'home --&gt; school'],
    ['<i>over\ntwo lines</i>', '<i>over/two lines</i>'],
    ['{\\an8}\n<font\nface="Arial">words</font>  \n', 'words'],
    ['{curly} <3 <', '{curly} &lt;3 &lt;'],
    ['</i>', '</i>'],
  ])('%j', (words, shown) => {
    expect(read(`1\n00:00:01,000 --> 00:00:02,000\n${words}`)).toEqual([`1-2 ${shown}`])
  })

  test('of which nothing is left are no caption', () => {
    expect(read('1\n00:00:01,000 --> 00:00:02,000\n{\\an8}\n')).toEqual([])
  })
})

describe('what cannot be shown is left out, and told with its line:', () => {
  const good = '9\n00:00:01,000 --> 00:00:02,000\nA'
  test.each<[string, string, number, RegExp]>([
    ['an end before the beginning', `1\n00:00:03,000 --> 00:00:02,000\nX\n\n${good}`, 2, /ends before it begins/],
    ['times that are none', `1\n00:00:03,000 --> soon\nX\n\n${good}`, 2, /written like «00:00:01,000 --> /],
    ['times that there are not', `1\n00:00:61,000 --> 00:00:62,000\nX\n\n${good}`, 2, /written like/],
    ['an arrow below a number', `1\nfrom --> to\nX\n\n${good}`, 2, /written like/],
    ['words above the first times', `Subtitles by Harry\n\n${good}`, 1, /no times/],
    ['words below numbers without times', `${good}\n\n10\nX\n\n11\nY\n`, 5, /no times/],
  ])('%s', (_, text, line, words) => {
    expect(flaw(text)).toEqual({ line, message: expect.stringMatching(words) })
    expect(read(text)).toEqual(['1-2 A'])
  })

  test('of several the first', () => {
    expect(flaw(`X\n\n1\n00:00:03,000 --> 00:00:02,000\n\n${good}`)?.line).toBe(1)
  })
})

test('where there are no times at all, there is no caption, and nothing is wrong with one', () => {
  for (const text of ['', 'hello', '1\n2\n3']) expect(parseSubRip(text)).toEqual({ cues: [], flaw: null })
})

test('megabytes of anything are read in a moment', () => {
  const pieces = ['<font', '{\\', '<b ', ' ', '1', '1:', '-->', '&#1', '\n', '1\n', '00:00:01,0 --> 0', '\0', '<br']
  for (const piece of pieces) {
    const text = piece.repeat(Math.ceil(2_000_000 / piece.length))
    const began = performance.now()
    parseSubRip(text)
    parseSubRip(`00:01 --> 00:02\n${text}`)
    expect(performance.now() - began, JSON.stringify(piece)).toBeLessThan(3_000)
  }
})
