import { describe, expect, test } from 'vitest'
import {
  buildExaminedPackage,
  checkPackage,
  findingLines,
  onlyFinding,
  wholeVideo,
} from '../../test/examined-package.ts'

const page = (body = '') => `<html><head></head><body>${body}</body></html>`
const loads = (fragment: string) => page(`<div id="n"></div><script>$('#n').load('${fragment}')</script>`)

describe('links of a fragment that a script inserts into a page', () => {
  test('lead to files from the folder of the start page', () => {
    const files = {
      'index.html': loads('parts/nav.html'),
      'parts/nav.html':
        '<nav><img src="img/logo.png"><a href="page2.html">2</a><audio><source src="a.mp3"></audio><script src="run.txt"></script></nav>',
      ...{ 'page2.html': page(), 'img/logo.png': 1, 'a.mp3': 1, 'run.txt': 1 },
    }
    expect(findingLines(buildExaminedPackage(files))).toEqual([])
    expect(checkPackage(buildExaminedPackage(files)).usedMediaTypes).toEqual({ 'run.txt': 'text/javascript' })
  })

  test('lead to files from their own folder first', () => {
    const files = { 'parts/nav.html': '<img src="Logo.png">', 'parts/Logo.png': 1, 'logo.png': 1 }
    expect(findingLines(buildExaminedPackage(files))).toEqual([])
  })

  test('lead to files from the folder of any document', () => {
    const files = {
      'lesson/1.html': loads('../parts/nav.html'),
      'parts/nav.html': '<img src="logo.png"><a href="../img/map.png">map</a><img src="./pages/x.png">',
      ...{ 'lesson/logo.png': 1, 'img/map.png': 1, 'lesson/pages/x.png': 1 },
    }
    expect(findingLines(buildExaminedPackage(files))).toEqual([])
  })

  test('are applied to the <base> of the document', () => {
    const files = {
      'index.html': `<html><head><base href="app/"></head></html>`,
      'views/a.html': '<img src="logo.png">',
      'app/logo.png': 1,
    }
    expect(findingLines(buildExaminedPackage(files))).toEqual([])
  })

  test('are a WARNING if they lead to a file from no folder', () => {
    const severityOf = (body: string, code: string) =>
      onlyFinding(buildExaminedPackage({ 'parts/nav.html': body }), code).severity
    expect(severityOf('<img src="gone.png">', 'LINK_MISSING')).toBe('WARNING')
    expect(severityOf('<img src="../../gone.png">', 'LINK_OUTSIDE')).toBe('WARNING')
    expect(severityOf('<video src="gone.mp4"></video>', 'VIDEO_WITHOUT_FILE')).toBe('WARNING')
    expect(severityOf('<audio><source src="a.mp3"><source src="a.ogg"></audio>', 'LINK_MISSING')).toBe('WARNING')
  })

  test('are an ERROR if they lead to no file whatever page they are in', () => {
    const severityOf = (body: string, code: string) =>
      onlyFinding(buildExaminedPackage({ 'parts/nav.html': body }), code).severity
    expect(severityOf('<img src="/gone.png">', 'LINK_OUTSIDE')).toBe('ERROR')
    expect(severityOf('<img src="file:///C:/a.png">', 'LINK_LOCAL_DISK')).toBe('ERROR')
  })

  test('show videos and their alternates', () => {
    const files = {
      'views/film.html': '<video><source src="films/a.mp4"><source src="films/b.webm"></video>',
      ...{ 'films/a.mp4': 1, 'films/b.webm': 1 },
    }
    const pkg = buildExaminedPackage(files, { videos: [wholeVideo('films/a.mp4'), wholeVideo('films/b.webm')] })
    expect(findingLines(pkg)).toEqual(['VIDEO_ALTERNATE_SOURCE films/b.webm'])
    expect(checkPackage(pkg).videos).toContainEqual({
      ...{ path: 'films/b.webm', decorative: false, alternateOf: 'films/a.mp4' },
    })
  })
})

test('links of a fragment that browsers open as a page lead to files from its own folder alone', () => {
  const files = { 'parts/nav.html': '<img src="logo.png">', 'logo.png': 1 }
  const opened = buildExaminedPackage({ ...files, 'index.html': page('<iframe src="parts/nav.html"></iframe>') })
  expect(findingLines(opened)).toContain('LINK_MISSING parts/nav.html 1')
  expect(onlyFinding(opened, 'LINK_MISSING').severity).toBe('ERROR')
  const root = buildExaminedPackage({ 'parts/nav.html': '<img src="gone.png">' }, { chosenRootPage: 'parts/nav.html' })
  expect(onlyFinding(root, 'LINK_MISSING').severity).toBe('ERROR')
})
