import { describe, expect, test } from 'vitest'
import { toWebVtt } from './cue.ts'
import { parseSubRip } from './subrip.ts'

/** Formats captions as "start-end text", in seconds, with line breaks as "/". */
const read = (text: string) =>
  parseSubRip(text).cues.map(({ start, end, text }) => `${start / 1000}-${end / 1000} ${text.replaceAll('\n', '/')}`)
const flaw = (text: string) => parseSubRip(text).flaw

test('converts captions to WebVTT without their numbers', () => {
  const text =
    '1\n00:00:01,000 --> 00:00:02,040\nThe hare\n\n2\n01:59:59,999 --> 102:00:00,000\nand the hedgehog\nrun.\n'
  expect(toWebVtt(parseSubRip(text).cues)).toBe(
    'WEBVTT\n\n00:00:01.000 --> 00:00:02.040\nThe hare\n\n01:59:59.999 --> 102:00:00.000\nand the hedgehog\nrun.\n',
  )
})

describe('accepts SubRip with', () => {
  const two = ['1-2 A', '3-4 B']
  test.each([
    ['Windows line endings', '1\r\n00:00:01,000 --> 00:00:02,000\r\nA\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nB'],
    ['classic Mac line endings', '1\r00:00:01,000 --> 00:00:02,000\rA\r\r2\r00:00:03,000 --> 00:00:04,000\rB\r'],
    ['no numbers', '00:00:01,000 --> 00:00:02,000\nA\n\n00:00:03,000 --> 00:00:04,000\nB'],
    ['a period in the times', '1\n00:00:01.000 --> 00:00:02.000\nA\n\n2\n00:00:03.000 --> 00:00:04.000\nB'],
    ['single-digit hours', '1\n0:00:01,000 --> 0:00:02,000\nA\n\n2\n0:00:03,000 --> 0:00:04,000\nB'],
    ['no hours', '1\n00:01,000 --> 00:02,000\nA\n\n2\n0:03,000 --> 0:04,000\nB'],
    ['no milliseconds', '1\n00:00:01 --> 00:00:02\nA\n\n2\n00:00:03 --> 00:00:04\nB'],
    ['no spaces around the arrow', '1\n00:00:01,000-->00:00:02,000\nA\n\n2\n00:00:03,000-->00:00:04,000\nB'],
    ['arrows from a word processor', '1\n00:00:01,000 –> 00:00:02,000\nA\n\n2\n00:00:03,000 → 00:00:04,000\nB'],
    [
      'positions after the times',
      '1\n00:00:01,000 --> 00:00:02,000 X1:40 X2:600 Y1:20 Y2:50\nA\n\n2\n00:00:03,000 --> 00:00:04,000\tX1:1\nB',
    ],
    [
      'no blank line before the next caption',
      '1\n00:00:01,000 --> 00:00:02,000\nA\n2\n00:00:03,000 --> 00:00:04,000\nB',
    ],
    ['neither blank lines nor numbers', '00:00:01,000 --> 00:00:02,000\nA\n00:00:03,000 --> 00:00:04,000\nB'],
    [
      'blank lines after number and times',
      '1\n\n00:00:01,000 --> 00:00:02,000\n\nA\n\n2\n\n00:00:03,000 --> 00:00:04,000\n\nB',
    ],
    [
      'blank lines at both ends',
      '\n \n1\n00:00:01,000 --> 00:00:02,000\nA\n\n\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n\t\n',
    ],
    [
      'a number at the end, and the end-of-file character of DOS',
      '1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB\n\n3\n\x1a\0\0',
    ],
    ['two concatenated files', '1\n00:00:01,000 --> 00:00:02,000\nA\n\n\ufeff1\n00:00:03,000 --> 00:00:04,000\nB'],
    [
      'the first line of WebVTT',
      'WEBVTT\n\n1\n00:00:01,000 --> 00:00:02,000\nA\n\n2\n00:00:03,000 --> 00:00:04,000\nB',
    ],
    [
      'captions without text',
      '1\n00:00:00,000 --> 00:00:01,000\n\n2\n00:00:01,000 --> 00:00:02,000\nA\n\n3\n00:00:03,000 --> 00:00:04,000\nB',
    ],
  ])('%s', (_, text) => {
    expect(parseSubRip(text).flaw).toBeNull()
    expect(read(text)).toEqual(two)
  })

  test('blank lines inside a caption, and numbers in its text', () => {
    const text =
      '1\n00:00:01,000 --> 00:00:02,000\nWhat is 6 × 7?\n\n42\n\nRight!\n\n2\n00:00:03,000 --> 00:00:04,000\n2\n'
    expect(read(text)).toEqual(['1-2 What is 6 × 7?/42/Right!', '3-4 2'])
  })

  test('a single digit of tenths', () => {
    expect(read('1\n00:00:01,5 --> 00:00:02,25\nA')).toEqual(['1.5-2.25 A'])
  })
})

describe('cue text', () => {
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
  ])('converts %j', (text, converted) => {
    expect(read(`1\n00:00:01,000 --> 00:00:02,000\n${text}`)).toEqual([`1-2 ${converted}`])
  })

  test('that becomes empty removes the caption', () => {
    expect(read('1\n00:00:01,000 --> 00:00:02,000\n{\\an8}\n')).toEqual([])
  })
})

describe('omits and reports with its line', () => {
  const good = '9\n00:00:01,000 --> 00:00:02,000\nA'
  test.each<[string, string, number, RegExp]>([
    ['an end before the start', `1\n00:00:03,000 --> 00:00:02,000\nX\n\n${good}`, 2, /ends before it begins/],
    ['text in place of times', `1\n00:00:03,000 --> soon\nX\n\n${good}`, 2, /written like "00:00:01,000 --> /],
    ['impossible times', `1\n00:00:61,000 --> 00:00:62,000\nX\n\n${good}`, 2, /written like/],
    ['an arrow below a number', `1\nfrom --> to\nX\n\n${good}`, 2, /written like/],
    ['text above the first times', `Subtitles by Harry\n\n${good}`, 1, /no times/],
    ['text below numbers without times', `${good}\n\n10\nX\n\n11\nY\n`, 5, /no times/],
  ])('%s', (_, text, line, message) => {
    expect(flaw(text)).toEqual({ line, message: expect.stringMatching(message) })
    expect(read(text)).toEqual(['1-2 A'])
  })

  test('the first of several flaws', () => {
    expect(flaw(`X\n\n1\n00:00:03,000 --> 00:00:02,000\n\n${good}`)?.line).toBe(1)
  })
})

test('returns no captions and no flaw for text without times', () => {
  for (const text of ['', 'hello', '1\n2\n3']) expect(parseSubRip(text)).toEqual({ cues: [], flaw: null })
})
