import { expect, test } from 'vitest'
import { legacyCharsetOfName, legacyCharsets } from './legacy-charset.ts'

test.each([
  ['film.ru.srt', 'windows-1251'],
  ['film.UK.srt', 'windows-1251'],
  ['film.sah.vtt', 'windows-1251'],
  ['film.rus.srt', 'windows-1251'],
  ['film.tr.sdh.srt', 'windows-1254'],
  ['film.forced.ar.srt', 'windows-1256'],
  ['film.cs.srt', 'windows-1250'],
  ['film.sr-Latn.srt', 'windows-1250'],
  ['film.pl.srt', 'iso-8859-2'],
  ['film.el.ass', 'iso-8859-7'],
  ['film.he.srt', 'windows-1255'],
  ['film.lt.srt', 'windows-1257'],
  ['film.th.srt', 'windows-874'],
  ['film.vi.srt', 'windows-1258'],
  ['a/b.c/film.ja.srt', 'shift_jis'],
  ['film.ko.srt', 'euc-kr'],
  ['film.zh-Hans.srt', 'gbk'],
  ['film.zh_CN.srt', 'gbk'],
  ['film.zh-TW.srt', 'big5'],
  ['film.zh_Hant_HK.srt', 'big5'],
  ['film.zh.srt', null],
  ['film.de.srt', 'windows-1252'],
  ['film.pt-BR.vtt', 'windows-1252'],
  ['film.srt', null],
  ['film.sdh.srt', null],
  ['part.two.srt', null],
  ['film.english.srt', null],
  ['a.ru/film.srt', null],
])('%s is in %s unless it is Unicode', (path, charset) => {
  expect(legacyCharsetOfName(path)).toBe(charset)
})

test('Node decodes each charset', () => {
  for (const charset of legacyCharsets) expect(new TextDecoder(charset).encoding).toBe(charset)
})
