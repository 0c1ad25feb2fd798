import { expect, test } from 'vitest'
import { type Examined, findFindings, resolveReference } from './findings.ts'

const examined = (overrides: Partial<Examined>): Examined => ({
  paths: new Set(['index.html', 'images/rabbit.png', 'images/Gr\u00fc\u00dfe aus #1 100%.png']),
  chosenRoot: null,
  pages: [],
  ignored: [],
  videos: [],
  ...overrides,
})
const page = (url: string) => ({
  path: 'index.html',
  references: [{ url, line: 7, tag: 'img' }],
  hasPlace: true,
  hasVideo: false,
})

test('a link that differs from a file only by letter case is an error with line and mend', () => {
  const [finding, ...others] = findFindings(examined({ pages: [page('Images/Rabbit.PNG')] }))
  expect(finding).toMatchObject({ code: 'LINK_LETTER_CASE', severity: 'ERROR', path: 'index.html', line: 7 })
  expect(finding!.remedy).toContain('images/rabbit.png')
  expect(others).toEqual([])
})

test('a link to nothing is a warning; right links, anchors and foreign addresses are none', () => {
  expect(findFindings(examined({ pages: [page('images/hare.png')] })).map(finding => finding.code)).toEqual([
    'LINK_MISSING',
  ])
  for (const url of [
    'images/rabbit.png?v=2',
    '#top',
    'https://example.org/x',
    'mailto:a@b.c',
    './',
    'images/Gr%C3%BC%C3%9Fe%20aus%20%231%20100%25.png',
  ])
    expect(findFindings(examined({ pages: [page(url)] }))).toEqual([])
})

test('what was left out is told with the reason, an unreadable video with the mend, a missing root page too', () => {
  const findings = findFindings(
    examined({
      paths: new Set(['a/index.html']),
      ignored: [{ path: '.DS_Store', reason: 'Junk.' }],
      videos: [{ path: 'v.mp4', problem: 'It cannot be read.' }],
    }),
  )
  expect(findings.map(finding => finding.code)).toEqual(['ROOT_PAGE_MISSING', 'IGNORED', 'VIDEO_UNREADABLE'])
})

test('references are resolved against the page, and never leave the package', () => {
  expect(resolveReference('a/b.html', '../c%20d.png')).toBe('c d.png')
  expect(resolveReference('a/b.html', '/c.png')).toBeNull()
  expect(resolveReference('a/b.html', '%E0%A4%A.png')).toBeNull()
})
