import { expect, test } from 'vitest'
import { readCaptions } from './captions.ts'

/** As an editor on Windows saved it: umlauts, typographic quotation marks, an ellipsis and the euro in one byte each. */
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
const shown = [
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
  ['UTF-8 with its mark', Buffer.from(`\ufeff${lesson}`)],
  ['UTF-16', wide(lesson)],
  ['UTF-16 with the large half first', wide(lesson).swap16()],
  ['windows-1252', windows(lesson)],
])('SubRip in %s is converted', (_, bytes) => {
  expect(readCaptions(bytes, 'srt')).toEqual({ status: 'CONVERTED', webVtt: shown, flaw: null })
})

const styled = 'WEBVTT\n\nSTYLE\n::cue(v){}\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Härry>Grüße</v>\n'

test('good WebVTT in UTF-8 is shown as it is, and a flaw in it is told', () => {
  for (const mark of ['', '\ufeff'])
    expect(readCaptions(Buffer.from(mark + styled), 'vtt')).toEqual({ status: 'AS_THEY_ARE', flaw: null })
  const flawed = Buffer.from(`${styled}\n00:00:03,000 --> 00:00:04,000\nA`)
  expect(readCaptions(flawed, 'vtt')).toMatchObject({ status: 'AS_THEY_ARE', flaw: { line: 10 } })
})

test.each<[string, Buffer, 'vtt' | 'srt']>([
  ['in UTF-16', wide(styled), 'vtt'],
  ['in windows-1252', Buffer.from(styled, 'latin1'), 'vtt'],
  ['without its first line', Buffer.from(styled.slice('WEBVTT\n\n'.length)), 'vtt'],
  ['that is called .srt', Buffer.from(styled), 'srt'],
])('WebVTT %s keeps all else', (_, bytes, kind) => {
  expect(readCaptions(bytes, kind)).toEqual({ status: 'CONVERTED', webVtt: styled, flaw: null })
})

test('SubRip that is called .vtt is converted', () => {
  expect(readCaptions(Buffer.from(lesson), 'vtt')).toMatchObject({ status: 'CONVERTED', webVtt: shown })
})

test.each([
  ['nothing', Buffer.alloc(0), 1, /no captions/],
  ['zeros', Buffer.alloc(9), 1, /no captions/],
  ['only the first line', Buffer.from('WEBVTT'), 1, /no captions/],
  ['UTF-16 that does not say so', Buffer.from('1\n00:00:01,000 --> 00:00:02,000\nA', 'utf16le'), 1, /no captions/],
  ['a letter', Buffer.from('\nDear Harry,\n\nhere are no captions.'), 1, /no captions/],
  ['times that nobody can read', Buffer.from('1\n1.2 --> 2.3\nA'), 2, /written like/],
])('of %s nothing comes', (_, bytes, line, words) => {
  expect(readCaptions(bytes, 'srt')).toEqual({
    status: 'NOTHING',
    flaw: { line, message: expect.stringMatching(words) },
  })
})
