import type { VideoProblemCode } from '@lectern/domain/transcode/probes'
import { describe, expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`
const problem = (path: string, problemCode: VideoProblemCode | null) => ({
  ...{ path, problem: 'It is broken.', problemCode, isDecorationCandidate: false },
})

test.each([
  ['VIDEO_UNREADABLE', 'ERROR', 'UNREADABLE'],
  ['VIDEO_UNREADABLE', 'ERROR', 'NO_LENGTH'],
  ['VIDEO_TRUNCATED', 'ERROR', 'TRUNCATED'],
  ['VIDEO_WITHOUT_PICTURE', 'WARNING', 'NO_PICTURE'],
] as const)('reports %s (%s) if the probe found %s', (code, severity, problemCode) => {
  const pkg = buildExaminedPackage({ 'v.mp4': 1 }, { videos: [problem('v.mp4', problemCode)] })
  expect(findingLines(pkg)).toEqual([`${code} v.mp4`])
  expect(onlyFinding(pkg, code)).toMatchObject({ severity, message: 'It is broken.' })
})

test('accepts audio that a page plays as audio, and does not treat it as an alternate source', () => {
  const files = { 'index.html': page('<audio src="a.ogg"></audio>'), 'a.ogg': 1, 'a.mp4': 1 }
  expect(findingLines(buildExaminedPackage(files, { videos: [problem('a.ogg', 'NO_PICTURE')] }))).toEqual([])
})

test('reports a <video> without a file in the package once, not for each link', () => {
  const twoSources = '<video>\n<source src="a.mp4"><source src="a.webm"></video>'
  const pkg = buildExaminedPackage({ 'index.html': page(twoSources) })
  expect(findingLines(pkg)).toEqual(['VIDEO_WITHOUT_FILE index.html 3'])
  expect(onlyFinding(pkg, 'VIDEO_WITHOUT_FILE').message).toContain('"a.mp4", "a.webm"')
  const external = buildExaminedPackage({ 'index.html': page('<video src="https://x.org/a.mp4"></video>') })
  expect(onlyFinding(external, 'VIDEO_WITHOUT_FILE').message).toContain('comes from another site')
  expect(findingLines(buildExaminedPackage({ 'index.html': page(twoSources), 'a.mp4': 1 }))).toEqual([
    'LINK_MISSING index.html 3',
  ])
  expect(onlyFinding(pkg, 'VIDEO_WITHOUT_FILE').severity).toBe('ERROR')
  expect(onlyFinding(external, 'VIDEO_WITHOUT_FILE').severity).toBe('WARNING')
  expect(findingLines(buildExaminedPackage({ 'index.html': page('<video poster="p.png"></video>') }))).toEqual([
    'LINK_MISSING index.html 2',
  ])
})

test.each([
  ['is on the local disk', '<video src="C:\\a.mp4"></video>', 'LINK_LOCAL_DISK index.html 2'],
  ['is outside the package', '<video src="../a.mp4"></video>', 'LINK_OUTSIDE index.html 2'],
  ['comes over http', '<video src="http://x.org/a.mp4"></video>', 'VIDEO_WITHOUT_FILE index.html 2'],
  ['has a placeholder as its file', '<video src="{{ video }}"></video>', ''],
])('reports a video once that %s', (_, markup, line) => {
  expect(findingLines(buildExaminedPackage({ 'index.html': page(markup) })).join()).toBe(line)
})

test.each([
  ['video', 'mp4'],
  ['audio', 'mp3'],
])('reports missing alternates of a %s once, as a WARNING', (tag, extension) => {
  const sources = ['webm', 'ogv', 'mov', 'avi'].map(other => `\n<source src="a.${other}">`).join('')
  const markup = page(`<${tag}><source src="a.${extension}">${sources}</${tag}>`)
  const pkg = buildExaminedPackage({ 'index.html': markup, 'b.html': markup, [`a.${extension}`]: 1 })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING b.html 3'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({ severity: 'WARNING', placeCount: 8 })
  expect(onlyFinding(pkg, 'LINK_MISSING').message).toContain('"a.webm", "a.ogv", "a.mov", "a.avi"')
})

test('reports a sound without any of its files once', () => {
  const markup = page('<audio><source src="a.mp3"><source src="a.ogg"></audio>')
  const pkg = buildExaminedPackage({ 'index.html': markup, 'z.html': markup })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING index.html 2'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({ severity: 'ERROR', placeCount: 2 })
  expect(onlyFinding(pkg, 'LINK_MISSING').message).toContain('none of its files exists: "a.mp3", "a.ogg"')
})

test.each([
  '<a href="a.mp4">a</a>',
  '<embed src="a.mp4">',
  '<object data="a.mp4"></object>',
  '<iframe src="a.mp4"></iframe>',
])('reports a video that appears only in %s, with the markup to use', markup => {
  const pkg = buildExaminedPackage({ 'index.html': page(markup), 'a.mp4': 1 })
  expect(findingLines(pkg)).toEqual(['VIDEO_NOT_EMBEDDED index.html 2'])
  expect(onlyFinding(pkg, 'VIDEO_NOT_EMBEDDED')).toMatchObject({ severity: 'WARNING' })
  expect(onlyFinding(pkg, 'VIDEO_NOT_EMBEDDED').remedy).toContain('<video controls src="a.mp4"></video>')
})

test('accepts a link to a video if any page shows the video or an alternate source', () => {
  const files = {
    'index.html': page('<a href="a.mp4">a</a>'),
    'a.mp4': 1,
    'b.html': page('<video src="A.mov">'),
    'A.mov': 1,
  }
  expect(findingLines(buildExaminedPackage(files))).toEqual([])
})

test('reports alternate sources for older browsers next to an mp4 as no longer needed', () => {
  const pkg = buildExaminedPackage({ 'a.mp4': 1, 'A.ogv': 1, 'a.webm': 1, 'b.webm': 1, 'x/a.ogg': 1, 'a.mov': 1 })
  expect(findingLines(pkg)).toEqual(['VIDEO_ALTERNATE_SOURCE A.ogv', 'VIDEO_ALTERNATE_SOURCE a.webm'])
  expect(onlyFinding(buildExaminedPackage({ 'a.mp4': 1, 'a.ogg': 1 }), 'VIDEO_ALTERNATE_SOURCE').severity).toBe('INFO')
})

describe('a video that pages show as decoration', () => {
  const loop = '<video muted loop autoplay src="a.mp4"></video>'
  const small = [{ path: 'a.mp4', problem: null, problemCode: null, isDecorationCandidate: true }]
  const findingsOf = (body: string, videos: typeof small = small) =>
    findingLines(buildExaminedPackage({ 'index.html': page(body), 'a.mp4': 1 }, { videos }))

  test('is reported as staying an mp4', () => expect(findingsOf(loop)).toEqual(['VIDEO_DECORATIVE a.mp4']))

  test.each([
    ['has controls', '<video muted loop autoplay controls src="a.mp4"></video>'],
    ['has sound', '<video loop autoplay src="a.mp4"></video>'],
    ['plays once', '<video muted autoplay src="a.mp4"></video>'],
    ['waits for a click', '<video muted loop src="a.mp4"></video>'],
    ['is shown elsewhere too', `${loop}<video controls src="a.mp4"></video>`],
    ['is linked', `${loop}<a href="a.mp4">a</a>`],
  ])('is an ordinary video if it %s', (_, body) => expect(findingsOf(body)).toEqual([]))

  test('is an ordinary video if it is large, long, or not browser-playable', () =>
    expect(findingsOf(loop, [{ ...small[0]!, isDecorationCandidate: false }])).toEqual([]))

  test('is also recognized by its sources', () =>
    expect(findingsOf('<video muted loop autoplay><source src="a.mp4"></video>')).toEqual(['VIDEO_DECORATIVE a.mp4']))
})
