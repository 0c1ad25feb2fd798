import { expect, test } from 'vitest'
import { encodeLegacy } from '../../test/encode-legacy.ts'
import { buildExaminedPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const caption = '1\n00:00:01,000 --> 00:00:02,000\nHedgehog\n'
const webVtt = 'WEBVTT\n\n00:01.000 --> 00:02.000\nGr\u00fc\u00dfe'
const latin = Buffer.from(webVtt, 'latin1')

test('reports captions that are not fully shown, with the line', () => {
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
  expect(message(`x\n\n${caption}`)).toMatch(/^This caption is not shown\. This text has no times/)
  expect(message('')).toBe('These captions are not shown. The file contains no captions.')
})

test('accepts captions that Lectern converts, in any format', () => {
  expect(findingLines(buildExaminedPackage({ 'a.srt': caption, 'b.vtt': `\n\n${webVtt}`, 'c.vtt': caption }))).toEqual(
    [],
  )
})

test('reports captions that are too large to convert', () => {
  const pkg = buildExaminedPackage({ 'a.srt': 5 * 1024 ** 2 + 1, 'b.vtt': 5 * 1024 ** 2 + 1 })
  expect(findingLines(pkg)).toEqual(['CAPTIONS_UNREADABLE a.srt', 'FILE_LARGE b.vtt'])
})

test("reports captions that need conversion in a page's own <track>", () => {
  const page = (track: string) => `<head></head><video src="a.mp4">\n<track src="${track}"></video>`
  for (const track of ['a.srt', 'b.vtt']) {
    const pkg = buildExaminedPackage({ 'index.html': page(track), 'a.mp4': 1, 'a.srt': caption, 'b.vtt': latin })
    expect(findingLines(pkg)).toContain('CAPTIONS_IN_TRACK index.html 2')
  }
  const good = { 'a.mp4': 1, 'b.vtt': 'WEBVTT\n\n00:01.000 --> 00:02.000\nHare' }
  expect(findingLines(buildExaminedPackage({ 'index.html': page('b.vtt'), ...good }))).toEqual([])
})

test.each([
  ['video.mp4', 'video.vtt', false],
  ['video.mp4', 'Video.pt-br.srt', false],
  ['a/video.en.mp4', 'a/video.en.vtt', false],
  ['video.mp4', 'notes.srt', false],
  ['video.mp4', 'video 2.en.srt', false],
  ['video.mp4', 'video_en.srt', true],
  ['video.mp4', 'video.pt_BR.srt', false],
  ['video.mp4', 'video.en.sdh.vtt', false],
  ['video.mp4', 'video.sdh.en.vtt', false],
  ['video.mp4', 'video.forced.fr.srt', false],
  ['video.mp4', 'video.sdh.vtt', false],
  ['video.mp4', 'Video.EN.Forced.vtt', false],
  ['video.mp4', 'video_sdh_en.vtt', true],
  ['video.mp4', 'video.en.de.vtt', true],
  ['video.mp4', 'video (english).srt', true],
  ['My video 1.mp4', 'my-video-1.de.vtt', true],
  ['a/video.mp4', 'captions/video.en.vtt', true],
])('reports next to "%s" that captions named "%s" nearly match: %s', (video, captions, isReported) => {
  const content = captions.endsWith('.vtt') ? 'WEBVTT' : caption
  const pkg = buildExaminedPackage({ [video]: 1, [captions]: content })
  expect(findingLines(pkg)).toEqual(isReported ? [`CAPTIONS_WITHOUT_VIDEO ${captions}`] : [])
})

test('suggests a name for captions unless a page refers to them itself', () => {
  const files = { 'a/Video.mp4': 1, 'b/video.vtt': 'WEBVTT' }
  expect(onlyFinding(buildExaminedPackage(files), 'CAPTIONS_WITHOUT_VIDEO')).toMatchObject({
    severity: 'INFO',
    remedy: expect.stringContaining(': a/Video.en.vtt'),
  })
  const page = '<head></head><video src="a/Video.mp4"><track src="b/video.vtt"></video>'
  expect(findingLines(buildExaminedPackage({ 'index.html': page, ...files }))).toEqual([])
})

const russian =
  '1\n00:00:01,000 --> 00:00:02,000\nLesson 1\n\n2\n00:00:03,000 --> 00:00:04,000\nДоброе утро, сказал ёж.\n'

test('tells how captions that are not in UTF-8 are read, by the language in their name', () => {
  const bytes = encodeLegacy(russian, 'windows-1251')
  const messageOf = (path: string) => onlyFinding(buildExaminedPackage({ [path]: bytes }), 'CAPTIONS_ENCODING')
  expect(messageOf('a.ru.srt')).toMatchObject({
    ...{ path: 'a.ru.srt', line: null, severity: 'INFO' },
    message:
      'These captions are not saved in UTF-8. Lectern reads them as windows-1251. A line of them reads: “Доброе утро, сказал ёж.”',
    remedy: 'If that is wrong, save the captions in UTF-8.',
  })
  expect(messageOf('a.de.srt').message).toContain('windows-1252. A line of them reads: “Äîáðîå óòðî')
  expect(messageOf('a.srt')).toMatchObject({
    message: expect.stringContaining('“Доброе утро, сказал ёж.”'),
    remedy:
      'If that is wrong, save the captions in UTF-8, or add the language to the name, such as "a.ru.srt" for Russian.',
  })
  const damaged = Buffer.concat([Buffer.from(russian), Buffer.from([0xd0])])
  expect(onlyFinding(buildExaminedPackage({ 'a.ru.srt': damaged }), 'CAPTIONS_ENCODING').message).toMatch(/damaged/)
  const fine = { 'a.ru.srt': russian, 'b.ru.srt': Buffer.from(`\ufeff${russian}`, 'utf16le'), 'c.srt': caption }
  expect(findingLines(buildExaminedPackage(fine))).toEqual([])
})

test('reports other formats only beside a video, and only what cannot be shown', () => {
  const fine = {
    'film.ass': 'Dialogue: 0,0:00:01.00,0:00:02.00,Default,,0,0,0,,A',
    'film.de.lrc': '[00:01.00]A',
    'film.en.sbv': '0:00:01.000,0:00:02.000\nA',
    'film.fr.ttml': '<tt><body><p begin="1s" end="2s">A</p></body></tt>',
    'film.it.dfxp': '<tt><body><p begin="1s" end="2s">A</p></body></tt>',
  }
  expect(findingLines(buildExaminedPackage({ 'film.mp4': 1, ...fine }))).toEqual([])
  const broken = {
    'film.en.sub': '{25}{50}A',
    'film.de.sub': Buffer.from([0, 0, 1, 0xba, 0x44]),
    'film.fr.sub': 5 * 1024 ** 2 + 1,
    'film.it.smi': '<SAMI>',
    'film.sup': 100,
    'film.ttml': '<tt><body><p>A</p></body></tt>',
  }
  expect(findingLines(buildExaminedPackage({ 'film.mp4': 1, ...broken }))).toEqual([
    'CAPTIONS_UNREADABLE film.de.sub 1',
    'CAPTIONS_UNREADABLE film.en.sub 1',
    'CAPTIONS_UNREADABLE film.fr.sub',
    'CAPTIONS_UNREADABLE film.it.smi',
    'CAPTIONS_UNREADABLE film.sup',
    'CAPTIONS_UNREADABLE film.ttml 1',
  ])
  expect(onlyFinding(buildExaminedPackage({ 'film.mp4': 1, 'film.smi': '' }), 'CAPTIONS_UNREADABLE')).toMatchObject({
    severity: 'WARNING',
    message: 'These captions are not shown. Lectern cannot read this format of captions.',
    remedy: expect.stringContaining('export them again as WebVTT'),
  })
  expect(findingLines(buildExaminedPackage(broken))).toEqual([])
})
