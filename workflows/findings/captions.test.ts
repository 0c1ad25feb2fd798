import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../test/examined-package.ts'

const caption = '1\n00:00:01,000 --> 00:00:02,000\nHedgehog\n'
const latin = Buffer.from('WEBVTT\n\n00:01.000 --> 00:02.000\nGr\xfc\xdfe', 'latin1')

test('captions of which something is not shown are told with the line', () => {
  const pkg = buildExaminedPackage({
    'a.vtt': 'WEBVTT\n\n00:00:01,000 --> 00:00:02,000\nHare',
    'b.srt': `${caption}\n2\n00:00:04,000 --> 00:00:03,000\nHare\n`,
    'c.srt': Buffer.alloc(9),
    'd.srt': '',
    'e.vtt': '',
  })
  expect(findingLines(pkg)).toEqual([
    'CAPTIONS_UNREADABLE a.vtt 3',
    'CAPTIONS_UNREADABLE b.srt 6',
    'CAPTIONS_UNREADABLE c.srt 1',
    'CAPTIONS_UNREADABLE d.srt 1',
    'CAPTIONS_UNREADABLE e.vtt 1',
  ])
  const message = (content: string) =>
    onlyFinding(buildExaminedPackage({ 'a.srt': content }), 'CAPTIONS_UNREADABLE').message
  expect(message(`x\n\n${caption}`)).toMatch(/^This caption is left out\. These words have no times/)
  expect(message('')).toBe('These captions are not shown. There are no captions in it.')
})

test('what is converted is no finding, however it is written', () => {
  expect(findingLines(buildExaminedPackage({ 'a.srt': caption, 'b.vtt': latin, 'c.vtt': caption }))).toEqual([])
})

test('captions that are too large to be converted', () => {
  const pkg = buildExaminedPackage({ 'a.srt': 5 * 1024 ** 2 + 1, 'b.vtt': 5 * 1024 ** 2 + 1 })
  expect(findingLines(pkg)).toEqual(['CAPTIONS_UNREADABLE a.srt', 'FILE_LARGE b.vtt'])
})

test("what only Lectern makes readable does not do for a page's own <track>", () => {
  const page = (track: string) => `<head></head><video src="a.mp4">\n<track src="${track}"></video>`
  for (const track of ['a.srt', 'b.vtt']) {
    const pkg = buildExaminedPackage({ 'index.html': page(track), 'a.mp4': 1, 'a.srt': caption, 'b.vtt': latin })
    expect(findingLines(pkg)).toEqual(['CAPTIONS_IN_TRACK index.html 2'])
  }
  const good = { 'a.mp4': 1, 'b.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHare' }
  expect(findingLines(buildExaminedPackage({ 'index.html': page('b.vtt'), ...good }))).toEqual([])
})

test.each([
  ['film.mp4', 'film.vtt', false],
  ['film.mp4', 'Film.pt-br.srt', false],
  ['a/film.en.mp4', 'a/film.en.vtt', false],
  ['film.mp4', 'notes.srt', false],
  ['film.mp4', 'film 2.en.srt', false],
  ['film.mp4', 'film_en.srt', true],
  ['film.mp4', 'film.pt_BR.srt', true],
  ['film.mp4', 'film (english).srt', true],
  ['My film 1.mp4', 'my-film-1.de.vtt', true],
  ['a/film.mp4', 'captions/film.en.vtt', true],
])('beside «%s», captions called «%s» are told to nearly fit: %s', (film, captions, told) => {
  const content = captions.endsWith('.vtt') ? 'WEBVTT' : caption
  const pkg = buildExaminedPackage({ [film]: 1, [captions]: content })
  expect(findingLines(pkg)).toEqual(told ? [`CAPTIONS_WITHOUT_VIDEO ${captions}`] : [])
})

test('how captions must be called is told, unless a page names them itself', () => {
  const files = { 'a/Film.mp4': 1, 'b/film.vtt': 'WEBVTT' }
  expect(onlyFinding(buildExaminedPackage(files), 'CAPTIONS_WITHOUT_VIDEO')).toMatchObject({
    severity: 'INFO',
    remedy: expect.stringContaining(': a/Film.en.vtt'),
  })
  const page = '<head></head><video src="a/Film.mp4"><track src="b/film.vtt"></video>'
  expect(findingLines(buildExaminedPackage({ 'index.html': page, ...files }))).toEqual([])
})
