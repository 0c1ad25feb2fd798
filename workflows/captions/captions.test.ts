import { expect, test } from 'vitest'
import { readCaptions } from './captions.ts'

/**
 * A file as saved by an editor on Windows. In windows-1252, umlauts, typographic quotes, the ellipsis, and the euro sign
 * have one byte each.
 */
const lesson = [
  '1',
  '00:00:00,300 --> 00:00:02,300',
  '{\\an8}„Guten Morgen“, sagte der Igel …',
  '',
  '2',
  '00:00:02,400 --> 00:00:04,100 X1:100 X2:600 Y1:400 Y2:450',
  '<i>Er hörte die Lerchen & grüßte.</i>',
  '<font color="#ffff00">Der Preis: 5 €</font>',
  '',
].join('\r\n')
const webVtt = [
  'WEBVTT',
  '',
  '00:00:00.300 --> 00:00:02.300',
  '„Guten Morgen“, sagte der Igel …',
  '',
  '00:00:02.400 --> 00:00:04.100',
  '<i>Er hörte die Lerchen &amp; grüßte.</i>',
  'Der Preis: 5 €',
  '',
].join('\n')

const codes = new Map([...'€…„“'].map((letter, index) => [letter, [0x80, 0x85, 0x84, 0x93][index]!]))
const windows = (text: string) => Buffer.from([...text].map(letter => codes.get(letter) ?? letter.charCodeAt(0)))
const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(lesson)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${lesson}`)],
  ['UTF-16', wide(lesson)],
  ['big-endian UTF-16', wide(lesson).swap16()],
  ['windows-1252', windows(lesson)],
])('converts SubRip in %s', (_, bytes) => {
  expect(readCaptions(bytes, 'srt')).toEqual({ status: 'CONVERTED', webVtt, flaw: null })
})

const styled = 'WEBVTT\n\nSTYLE\n::cue(v){}\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Härry>Grüße</v>\n'

test('keeps WebVTT in UTF-8 as it is and reports a flaw in it', () => {
  for (const mark of ['', '\ufeff'])
    expect(readCaptions(Buffer.from(mark + styled), 'vtt')).toEqual({ status: 'UNCHANGED', flaw: null })
  const flawed = Buffer.from(`${styled}\n00:00:03,000 --> 00:00:04,000\nA`)
  expect(readCaptions(flawed, 'vtt')).toMatchObject({ status: 'UNCHANGED', flaw: { line: 10 } })
})

test.each<[string, Buffer, 'vtt' | 'srt']>([
  ['in UTF-16', wide(styled), 'vtt'],
  ['in windows-1252', Buffer.from(styled, 'latin1'), 'vtt'],
  ['without its first line', Buffer.from(styled.slice('WEBVTT\n\n'.length)), 'vtt'],
  ['with the extension .srt', Buffer.from(styled), 'srt'],
])('keeps everything else of WebVTT %s', (_, bytes, kind) => {
  expect(readCaptions(bytes, kind)).toEqual({ status: 'CONVERTED', webVtt: styled, flaw: null })
})

test('converts SubRip with the extension .vtt', () => {
  expect(readCaptions(Buffer.from(lesson), 'vtt')).toMatchObject({ status: 'CONVERTED', webVtt })
})

test.each([
  ['an empty file', Buffer.alloc(0), 1, /no captions/],
  ['zeros', Buffer.alloc(9), 1, /no captions/],
  ['only the first line', Buffer.from('WEBVTT'), 1, /no captions/],
  ['undeclared UTF-16', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nA', 'utf16le'), 1, /no captions/],
  ['a letter', Buffer.from('\nDear Harry,\n\nhere are no captions.'), 1, /no captions/],
  ['unreadable times', Buffer.from('1\n1.2 --> 2.3\nA'), 2, /written like/],
])('finds no captions in %s', (_, bytes, line, message) => {
  expect(readCaptions(bytes, 'srt')).toEqual({
    status: 'NOTHING',
    flaw: { line, message: expect.stringMatching(message) },
  })
})
