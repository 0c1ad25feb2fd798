import { expect, test } from 'vitest'
import type { CaptionFormat } from '../files/text-kind.ts'
import { encodeLegacy } from '../test/encode-legacy.ts'
import { readCaptions } from './captions.ts'
import { legacyReadings } from './legacy-readings.ts'

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

const wide = (text: string) => Buffer.from(`\ufeff${text}`, 'utf16le')

test.each([
  ['UTF-8', Buffer.from(lesson)],
  ['UTF-8 with a byte order mark', Buffer.from(`\ufeff${lesson}`)],
  ['UTF-16', wide(lesson)],
  ['big-endian UTF-16', wide(lesson).swap16()],
  ['windows-1252', encodeLegacy(lesson, 'windows-1252')],
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

test.each<[string, Buffer, CaptionFormat]>([
  ['in UTF-16', wide(styled), 'vtt'],
  ['in windows-1252', Buffer.from(styled, 'latin1'), 'vtt'],
  ['without its first line', Buffer.from(styled.slice('WEBVTT\n\n'.length)), 'vtt'],
  ['with the extension .srt', Buffer.from(styled), 'srt'],
  ['with the extension .sbv', Buffer.from(styled), 'sbv'],
  ['with blank lines before its first one', Buffer.from(`\ufeff\r\n \n\n${styled}`), 'vtt'],
  ['with its first line in small letters', Buffer.from(styled.replace('WEBVTT', 'webvtt')), 'vtt'],
])('keeps everything else of WebVTT %s', (_, bytes, kind) => {
  expect(readCaptions(bytes, kind)).toEqual({ status: 'CONVERTED', webVtt: styled, flaw: null })
})

test('reports only the flaw of WebVTT that has blank lines before its first one', () => {
  const flawed = Buffer.from(`\n\n${styled}\n00:05.000 --> 00:04.000\nA`)
  expect(readCaptions(flawed, 'vtt')).toMatchObject({
    status: 'CONVERTED',
    webVtt: flawed.toString().trimStart(),
    flaw: { line: 12 },
  })
})

test('does not keep WebVTT of which players show less than its times allow', () => {
  const text = 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nA\n\n00:00:04,000 --> 00:00:03,000\nB\n'
  expect(readCaptions(Buffer.from(`\n${text}`), 'vtt')).toEqual({
    status: 'CONVERTED',
    webVtt: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nA\n',
    flaw: { line: 7, message: expect.stringContaining('ends before') },
  })
})

test('reads WebVTT with the times of SubRip, below blank lines and a comment', () => {
  const text = '\n\nWEBVTT\n\nNOTE by Harry\n\n00:00:01,000 --> 00:00:02,000\nA\n'
  const result = { status: 'CONVERTED', webVtt: 'WEBVTT\n\n00:00:01.000 --> 00:00:02.000\nA\n', flaw: null }
  expect(readCaptions(Buffer.from(text), 'vtt')).toEqual(result)
})

test.each<[CaptionFormat, string]>([
  ['sbv', '0:00:00.300,0:00:02.300\n„Guten Morgen“, sagte der Igel …\n'],
  ['sub', '00:00:00.30,00:00:02.30\n„Guten Morgen“, sagte der Igel …\n'],
  ['sub', '{1}{1}10\n{3}{23}„Guten Morgen“, sagte der Igel …'],
  ['ass', 'Dialogue: 0,0:00:00.30,0:00:02.30,Default,,0,0,0,,„Guten Morgen“, sagte der Igel …'],
  ['lrc', '[00:00.30]„Guten Morgen“, sagte der Igel …\n[00:02.30]'],
  ['ttml', '<tt><body><p begin="0.3s" end="2.3s">„Guten Morgen“, sagte der Igel …</p></body></tt>'],
])('converts %s in UTF-8 and UTF-16, and with the extension .srt', (kind, text) => {
  const converted = { status: 'CONVERTED', webVtt: `${webVtt.slice(0, webVtt.indexOf('\n\n00:00:02'))}\n`, flaw: null }
  expect(readCaptions(Buffer.from(text), kind)).toEqual(converted)
  expect(readCaptions(wide(text), kind)).toEqual(converted)
  if (kind === 'ass') expect(readCaptions(Buffer.from(`[Script Info]\n${text}`), 'srt')).toEqual(converted)
  if (kind === 'ttml') expect(readCaptions(Buffer.from(`<?xml version="1.0"?>\n${text}`), 'srt')).toEqual(converted)
})

test('reads TTML in the charset that it declares', () => {
  const text = `<?xml version="1.0" encoding="windows-1251"?><tt><body><p begin="1s" end="2s">Заяц</p></body></tt>`
  const bytes = encodeLegacy(text, 'windows-1251')
  expect(readCaptions(bytes, 'ttml')).toMatchObject({ webVtt: expect.stringContaining('Заяц') })
  expect(legacyReadings(bytes, 'ttml')).toBeNull()
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
  ['the pictures of a DVD', Buffer.from([0, 0, 1, 0xba, 0x44, 0, 4, 0]), 1, /pictures, not text/],
  ['unreadable times', Buffer.from('1\n1.2 --> 2.3\nA'), 2, /written like/],
])('finds no captions in %s', (_, bytes, line, message) => {
  for (const kind of ['srt', 'sub'] as const)
    expect(readCaptions(bytes, kind)).toEqual({
      status: 'NOTHING',
      flaw: { line, message: expect.stringMatching(message) },
    })
})

test.each([
  ['sbv', '0:00:01.000,0:00:02.000\nPress Menu --> Save\n'],
  ['sub', '{1}{1}25\n{25}{50}Press Menu --> Save\n'],
  ['lrc', '[00:01.00]Press Menu --> Save\n[00:02.00]\n'],
] as const)('reads an arrow in the words of .%s', (kind, text) => {
  expect(readCaptions(Buffer.from(text), kind)).toMatchObject({
    status: 'CONVERTED',
    webVtt: expect.stringContaining('Press Menu --&gt; Save'),
  })
})
