import { expect, test } from 'vitest'
import { captionStems, describeCaptions } from './caption-files.ts'

test.each([
  ['film.vtt', 'und', 'STANDARD'],
  ['film.srt', 'und', 'STANDARD'],
  ['film.en.vtt', 'en', 'STANDARD'],
  ['Film.EN.VTT', 'en', 'STANDARD'],
  ['film.en.sdh.vtt', 'en', 'SDH'],
  ['film.sdh.en.vtt', 'en', 'SDH'],
  ['film.EN.SDH.srt', 'en', 'SDH'],
  ['film.sdh.vtt', 'und', 'SDH'],
  ['film.forced.fr.vtt', 'fr', 'FORCED'],
  ['film.fr.forced.vtt', 'fr', 'FORCED'],
  ['film.forced.vtt', 'und', 'FORCED'],
  ['film.pt_BR.vtt', 'pt-BR', 'STANDARD'],
  ['film.pt-br.vtt', 'pt-BR', 'STANDARD'],
  ['film.zh_Hant_TW.sdh.vtt', 'zh-Hant-TW', 'SDH'],
  ['film.sdh.pt_BR.srt', 'pt-BR', 'SDH'],
])('%s are captions of film.mp4: %s, %s', (captions, language, kind) => {
  expect(describeCaptions('film.mp4', captions)).toEqual({ language, kind })
  expect(captionStems(captions)).toContain('film')
})

test.each([
  'other.en.vtt',
  'film2.vtt',
  'film.en.de.vtt',
  'film.sdh.forced.vtt',
  'film.en.sdh.forced.vtt',
  'film.english.vtt',
  'film.en_12.vtt',
  'film.en-.vtt',
  'film..vtt',
  'folder/film.en.vtt',
])('%s are not captions of film.mp4', captions => {
  expect(describeCaptions('film.mp4', captions)).toBeNull()
})

test('a name with accents belongs to its video in either form', () => {
  expect(describeCaptions('F\u00fcchse.mp4', 'fu\u0308chse.de.vtt')).toEqual({ language: 'de', kind: 'STANDARD' })
})
