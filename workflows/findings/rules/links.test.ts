import { describe, expect, test } from 'vitest'
import { leftOutByName, shortcutReason } from '../../files/left-out.ts'
import { buildExaminedPackage, checkPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const page = (...urls: string[]) =>
  `<html><head></head><body>${urls.map(url => `\n<img src="${url}">`).join('')}</body>`
const images = { 'images/rabbit.png': 1, 'images/Gr\u00fc\u00dfe aus #1 100%.png': 1, 'pages/index.htm': 1 }

test('reports a link to a missing file with its line', () => {
  const pkg = buildExaminedPackage({ 'index.html': page('images/rabbit.png', 'images/hare.png'), ...images })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING index.html 3'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({
    severity: 'ERROR',
    message: 'The page refers to "images/hare.png", but this file does not exist.',
  })
})

describe('a link to a file that is in the folder but ignored', () => {
  const ignored = [
    { path: 'notes/Plan.pdf', reason: 'This package\'s .lecternignore excludes it in line 2 ("notes/").' },
    {
      path: 'films/.part.mp4',
      reason: 'Your computer created this file for its own use. It is not part of the lesson.',
    },
    { path: 'Lectern/logo.png', reason: 'Lectern reserves this name. Rename the file or folder if it is yours.' },
    { path: '.DS_Store', reason: 'Junk.' },
  ]
  const build = (markup: string, files = {}) =>
    buildExaminedPackage({ 'index.html': `<head></head>${markup}`, ...files }, { ignored })

  test('is one finding with all places, the reason, and the fix, and no other finding about this file', () => {
    const pkg = build('<a href="notes/plan.pdf">a</a>\n<img src="NOTES/plan.pdf">', {
      'a.css': 'b{background:url(notes/Plan.pdf)}',
    })
    expect(findingLines(pkg)).toEqual(expect.arrayContaining(['LINK_IGNORED a.css 1', 'IGNORED .DS_Store']))
    expect(findingLines(pkg).filter(line => /LINK_MISSING|IGNORED notes/.test(line))).toEqual([])
    expect(onlyFinding(pkg, 'LINK_IGNORED')).toMatchObject({
      severity: 'ERROR',
      placeCount: 3,
      message:
        'The stylesheet links to a left-out file: "notes/Plan.pdf" is in the folder, but Lectern does not publish it, so viewers do not get it.',
      remedy:
        'This package\'s .lecternignore excludes it in line 2 ("notes/"). Remove this line from .lecternignore if the lesson needs the file. Otherwise, remove the link.',
    })
  })

  test('says what brings a file back that is left out by its name, or that it is not on this disk yet', () => {
    const remedyOf = (path: string, link = path) => {
      const leftOut = [{ path, reason: leftOutByName(path)!.reason }]
      const pkg = buildExaminedPackage({ 'index.html': `<head></head><a href="${link}">a</a>` }, { ignored: leftOut })
      return onlyFinding(pkg, 'LINK_IGNORED')
    }
    expect(remedyOf('api/.env')).toMatchObject({
      severity: 'ERROR',
      message: expect.stringMatching(/^The page links to a left-out file: "api\/.env" is in the folder/),
      remedy: expect.stringContaining('write !/api/.env into .lecternignore'),
    })
    expect(remedyOf('old/[1].bak').remedy).toContain(String.raw`write !/old/\[1].bak into .lecternignore`)
    expect(remedyOf('film.lnk').remedy).toBe(shortcutReason)
    expect(remedyOf('a (Case Conflict).html').remedy).toContain('link to "a.html"')
    expect(remedyOf('images/.hare.png.icloud', 'images/hare.png').remedy).toMatch(/^The file is not on this disk yet/)
  })

  test('is an ERROR, unless browsers show something else', () => {
    const linesOf = (markup: string, files = {}) => {
      const { findings } = checkPackage(build(markup, files))
      return findings.filter(({ code }) => code !== 'IGNORED').map(({ code, severity }) => `${code} ${severity}`)
    }
    expect(linesOf('<a href="notes/Plan.pdf">a</a>')).toEqual(['LINK_IGNORED ERROR'])
    expect(linesOf('<base href="notes/"><a href="Plan.pdf">a</a>')).toEqual(['LINK_IGNORED ERROR'])
    expect(linesOf('<video src="films/.part.mp4"></video>')).toEqual(['LINK_IGNORED ERROR'])
    expect(linesOf('<form action="notes/Plan.pdf">')).toEqual(['FORM_WITHOUT_SERVER WARNING'])
    expect(linesOf('<link rel="icon" href="notes/Plan.pdf">')).toEqual(['LINK_IGNORED WARNING'])
    const sources = '<audio><source src="films/.part.mp4"><source src="a.mp3"></audio>'
    expect(linesOf(sources, { 'a.mp3': 1 })).toEqual(['LINK_IGNORED WARNING'])
  })

  test('covers names that Lectern reserves, but not its own player', () => {
    expect(onlyFinding(build('<img src="lectern/logo.png">'), 'LINK_IGNORED').remedy).toMatch(/^Lectern reserves/)
    const own = [{ path: 'lectern/player.js', reason: 'Lectern reserves this name.' }]
    const page = '<head></head><script src="lectern/player.js"></script>'
    expect(findingLines(buildExaminedPackage({ 'index.html': page }, { ignored: own }))).toEqual([
      'IGNORED lectern/player.js',
    ])
  })
})

test('is an ERROR where the page loads the missing file, and a WARNING where viewers follow the link', () => {
  const severityOf = (markup: string) =>
    onlyFinding(buildExaminedPackage({ 'index.html': `<head></head>${markup}` }), 'LINK_MISSING').severity
  const loaded = [
    ...['<img src="x">', '<script src="x"></script>', '<link rel="stylesheet" href="x">', '<audio src="x"></audio>'],
    ...['<style>@font-face{src:url(x)}</style>', '<iframe src="x"></iframe>', '<input type="image" src="x">'],
    ...['<picture><source srcset="x"></picture>', '<video poster="x"></video>', '<svg><image href="x"/></svg>'],
    ...[
      '<script type=module nomodule src="x"></script>',
      '<object data="x"></object>',
      '<body background="x">',
      '<meta http-equiv="refresh" content="0; x">',
    ],
    ...['<section data-background-image="x"></section>', '<a href="x">x</a><img src="x">'],
  ]
  for (const markup of loaded) expect([markup, severityOf(markup)]).toEqual([markup, 'ERROR'])
  const followed = [
    ...['<a href="x">x</a>', '<map><area href="x"></map>', '<track src="x">', '<link rel="icon" href="x">'],
    ...['<link rel="prefetch" href="x">', '<link rel="manifest" href="x">', '<link rel=Main-File href="x">'],
    ...['<link rel=File-List href="x">', '<link rel="preload" imagesrcset="x">'],
    ...['<script nomodule src="x"></script>', '<link rel="alternate stylesheet" href="x">'],
  ]
  for (const markup of followed) expect([markup, severityOf(markup)]).toEqual([markup, 'WARNING'])
})

test('is a WARNING for links to a disk or above the package that viewers follow', () => {
  const severities = (url: string) =>
    ['<a href="?">', '<img src="?">'].map(markup => {
      const page = `<head></head><body>${markup.replace('?', url)}`
      return checkPackage(buildExaminedPackage({ 'index.html': page })).findings.map(({ severity }) => severity)
    })
  expect(severities('C:\\a.png')).toEqual([['WARNING'], ['ERROR']])
  expect(severities('../a.png')).toEqual([['WARNING'], ['ERROR']])
})

test('reports addresses that lack https:// or mailto: as such', () => {
  const remedyOf = (url: string) =>
    onlyFinding(buildExaminedPackage({ 'index.html': `<head></head><a href="${url}">` }), 'LINK_MISSING').remedy
  expect(remedyOf('www.example.com')).toBe('Write https://www.example.com in the page.')
  expect(remedyOf('www.example.co.uk/a/b.html?c#d')).toBe('Write https://www.example.co.uk/a/b.html?c#d in the page.')
  expect(remedyOf('name@example.com')).toBe('Write mailto:name@example.com in the page.')
  expect(remedyOf('example.org/lessons')).toBe('Write https://example.org/lessons in the page.')
  expect(remedyOf('name@example.com?subject=Hello')).toBe('Write mailto:name@example.com?subject=Hello in the page.')
  for (const site of ['example.de', 'example.co.uk/a/b.html?c#d', 'an.example.fr'])
    expect(remedyOf(site)).toBe(`Write https://${site} in the page.`)
  for (const url of ['a.ts', 'x.py', 'b.js', 'lesson.de.html', 'folder/example.de', 'example.zz'])
    expect(remedyOf(url)).toMatch(/^Put the file into/)
  const words = buildExaminedPackage({ 'index.html': '<head></head><a href="words.de">', 'words.FR': 1, 'x.de': 1 })
  expect(onlyFinding(words, 'LINK_MISSING').remedy).toMatch(/^Put the file into/)
  const script = buildExaminedPackage({ 'index.html': '<head></head><script src="words.de"></script>' })
  expect(onlyFinding(script, 'LINK_MISSING').remedy).toMatch(/^Put the file into/)
  for (const url of ['www.html', 'name@2x.png', 'images/a@example.com', 'www', 'www.page.html', 'example.pdf', 'com/a'])
    expect(remedyOf(url)).toMatch(/^Put the file into/)
  expect(
    findingLines(buildExaminedPackage({ 'index.html': '<head></head><a href="a@2x.png">', 'a@2x.png': 1 })),
  ).toEqual([])
})

test('accepts valid links, anchors, folders with an index page, other sites, and URLs that load nothing', () => {
  const urls = [
    ...['images/rabbit.png?v=2', '#top', '', '?page=2', './', 'pages/', 'pages', 'images/../images/./rabbit.png'],
    ...['images\\rabbit.png', ' images/rabbit.png\n', 'images/Gr%C3%BC%C3%9Fe%20aus%20%231%20100%25.png'],
    ...[
      'https://example.org/x',
      '//example.org/x',
      'mailto:a@b.c',
      'tel:1',
      'data:image/png;base64,AA',
      'lectern/player.js',
    ],
  ]
  expect(findingLines(buildExaminedPackage({ 'index.html': page(...urls), ...images }))).toEqual([])
  expect(findingLines(buildExaminedPackage({ 'index.html': '<head></head><a href="javascript:go()">' }))).toEqual([])
})

test('reports a difference in letter case with the correct name, for the author’s information', () => {
  const pkg = buildExaminedPackage({ 'index.html': page('Images/Rabbit.PNG', 'Pages/'), ...images })
  expect(findingLines(pkg)).toEqual(['LINK_LETTER_CASE index.html 2', 'LINK_LETTER_CASE index.html 3'])
  const one = onlyFinding(
    buildExaminedPackage({ 'index.html': page('Images/Rabbit.PNG'), ...images }),
    'LINK_LETTER_CASE',
  )
  expect(one.severity).toBe('INFO')
  expect(one.message).toContain('"images/rabbit.png"')
  expect(one.remedy).toContain('images/rabbit.png')
})

test('reports a difference in the form of accents with the correct name', () => {
  const nfd = 'Fu\u0308chse.png'
  for (const url of [nfd, encodeURIComponent(nfd)]) {
    const pkg = buildExaminedPackage({ 'index.html': page(url), 'F\u00fcchse.png': 1 })
    expect(findingLines(pkg)).toEqual(['LINK_UNICODE_FORM index.html 2'])
    expect(onlyFinding(pkg, 'LINK_UNICODE_FORM').message).toContain('"F\u00fcchse.png"')
    expect(onlyFinding(pkg, 'LINK_UNICODE_FORM').remedy).toContain('Fuchse.png')
  }
})

test('reports names with characters that have a special meaning in a link', () => {
  const pkg = buildExaminedPackage({
    'index.html': page('a #1.png', 'why?.png', '50%20.png'),
    'a #1.png': 1,
    'why?.png': 1,
    '50%20.png': 1,
  })
  expect(findingLines(pkg)).toEqual([
    'LINK_SPECIAL_CHARACTERS index.html 2',
    'LINK_SPECIAL_CHARACTERS index.html 3',
    'LINK_SPECIAL_CHARACTERS index.html 4',
  ])
})

test('accepts doubled slashes, and a % that begins no code, as browsers do on a disk', () => {
  const urls = [
    '100%.png',
    './100%.png',
    'a//b/100%.png',
    'a/b//100%.png',
    'c/..//a//b/100%.png',
    'a/c//../../b/100%.png',
    'a\\\\b/100%.png',
    '50%25%.png',
  ]
  const files = { '100%.png': 1, 'a/b/100%.png': 1, '50%%.png': 1 }
  expect(findingLines(buildExaminedPackage({ 'index.html': page(...urls), ...files }))).toEqual([])
})

test('reports links to a local disk in any notation', () => {
  const urls = [
    'C:\\Users\\Harry\\a.png',
    'file:///C:/a.png',
    '\\\\server\\share\\a.png',
    'c:/a.png',
    '/Users/harry/a.png',
  ]
  const pkg = buildExaminedPackage({ 'index.html': page(...urls) })
  expect(findingLines(pkg)).toEqual(urls.map((_, index) => `LINK_LOCAL_DISK index.html ${index + 2}`))
  expect(
    findingLines(buildExaminedPackage({ 'index.html': '<base href="file:///C:/lesson/"><body><img src="a.png">' })),
  ).toEqual(['LINK_LOCAL_DISK index.html 1'])
})

test('reports links above the package folder', () => {
  const pkg = buildExaminedPackage({
    'a/b.html': page('../../other/a.png', '../images/rabbit.png', '/a.png'),
    ...images,
  })
  expect(findingLines(pkg)).toEqual(['LINK_OUTSIDE a/b.html 2', 'LINK_OUTSIDE a/b.html 4'])
})

test('reports scripts, styles, and frames over http: but not plain links', () => {
  const content = [
    '<head><script src="http://x.org/a.js"></script>',
    '<link rel="stylesheet" href="http://x.org/a.css"><link rel="canonical" href="http://x.org/">',
    '<body><iframe src="http://x.org/"></iframe>',
    '<a href="http://x.org/">a</a> <script src="https://x.org/a.js"></script>',
  ]
  const pkg = buildExaminedPackage({ 'index.html': content.join('\n') })
  expect(findingLines(pkg)).toEqual([
    'CONTENT_INSECURE index.html 1',
    'CONTENT_INSECURE index.html 2',
    'CONTENT_INSECURE index.html 3',
  ])
})

test('reports images, audio, and styles with images over http:', () => {
  const content =
    '<head></head>\n<img src="http://x.org/a.png">\n<p style="background: url(http://x.org/b.png)">\n<audio src="http://x.org/c.mp3">'
  const pkg = buildExaminedPackage({ 'index.html': content, 'a.css': 'a{}\nb{background:url("http://x.org/d.png")}' })
  expect(findingLines(pkg)).toEqual([
    'MEDIA_INSECURE a.css 2',
    'MEDIA_INSECURE index.html 2',
    'MEDIA_INSECURE index.html 3',
    'MEDIA_INSECURE index.html 4',
  ])
})

test('applies a <base> to all links of its page', () => {
  const pkg = (base: string) =>
    buildExaminedPackage({ 'a/b.html': `<head><base href="${base}"></head><body>\n<img src="rabbit.png">`, ...images })
  expect(findingLines(pkg('../images/'))).toEqual([])
  expect(findingLines(pkg('../images/x.html'))).toEqual([])
  expect(findingLines(pkg('../Images/'))).toEqual(['LINK_LETTER_CASE a/b.html 2'])
  expect(findingLines(pkg('../pages/'))).toEqual(['LINK_MISSING a/b.html 2'])
  expect(findingLines(pkg('https://x.org/'))).toEqual([])
})

test('reports a <base> that leads nowhere once, not each link', () => {
  const links = '<img src="a.png"><img src="b.png"><a href="c.html">'
  const pkg = (base: string, body = links) =>
    buildExaminedPackage({ 'a/b.html': `<head>\n<base href="${base}"></head><body>\n${body}`, ...images })
  expect(findingLines(pkg('images/'))).toEqual(['LINK_MISSING a/b.html 2'])
  expect(findingLines(pkg('http://x.org/'))).toEqual(['MEDIA_INSECURE a/b.html 2'])
  expect(findingLines(pkg('http://x.org/', `${links}<script src="d.js"></script>`))).toEqual([
    'CONTENT_INSECURE a/b.html 2',
  ])
  expect(findingLines(pkg('../../'))).toEqual(['LINK_OUTSIDE a/b.html 2'])
  expect(findingLines(pkg('file:///C:/lesson/'))).toEqual(['LINK_LOCAL_DISK a/b.html 2'])
  expect(onlyFinding(pkg('www.example.com/'), 'LINK_MISSING').remedy).toBe(
    'Write https://www.example.com/ in the page.',
  )
  expect(findingLines(pkg('images/', ''))).toEqual([])
  expect(findingLines(pkg('{{ base }}', '<img src="../images/rabbit.png">'))).toEqual([])
})

test('reports links of stylesheets and SVG images like those of pages', () => {
  const pkg = buildExaminedPackage({
    'styles/a.css': '@import "b.css";\n@font-face{src:url(../fonts/A.woff)}',
    'fonts/a.woff': 1,
    'c.svg': '<svg xmlns:xlink="http://www.w3.org/1999/xlink">\n<image xlink:href="d.png"/></svg>',
  })
  expect(findingLines(pkg)).toEqual([
    'LINK_MISSING c.svg 2',
    'LINK_MISSING styles/a.css 1',
    'LINK_LETTER_CASE styles/a.css 2',
  ])
  expect(onlyFinding(pkg, 'LINK_LETTER_CASE').message).toContain('The stylesheet refers to')
})

test('is a WARNING where browsers play another source instead', () => {
  const sources = (tag: string, ...urls: string[]) =>
    `<head></head><${tag}>${urls.map(url => `<source src="${url}">`).join('')}</${tag}>`
  const linesOf = (markup: string, files = {}) =>
    checkPackage(buildExaminedPackage({ 'index.html': markup, ...files })).findings.map(
      ({ code, severity }) => `${code} ${severity}`,
    )
  expect(linesOf(sources('audio', 'https://x.org/a.mp3', 'a.ogg'))).toEqual(['LINK_MISSING WARNING'])
  expect(linesOf(sources('video', 'file:///C:/f.mp4', 'f.mp4'), { 'f.mp4': 1 })).toEqual(['LINK_LOCAL_DISK WARNING'])
  expect(linesOf(sources('video', '../f.mp4', 'f.mp4'), { 'f.mp4': 1 })).toEqual(['LINK_OUTSIDE WARNING'])
  expect(linesOf(sources('audio', '../f.mp3', 'https://x.org/f.mp3'))).toEqual(['LINK_OUTSIDE WARNING'])
  expect(linesOf(sources('video', 'f#1.mp4', 'f.webm'), { 'f#1.mp4': 1, 'f.webm': 1 })).toEqual([
    'LINK_SPECIAL_CHARACTERS WARNING',
  ])
  expect(linesOf(sources('audio', 'a.mp3', 'a.ogg'), { 'a.mp3': 0, 'a.ogg': 1 })).toEqual(['FILE_EMPTY WARNING'])
  expect(linesOf(sources('audio', 'a.mp3', 'a.ogg'), { 'a.mp3': 0 }).sort()).toEqual([
    'FILE_EMPTY ERROR',
    'LINK_MISSING ERROR',
  ])
  expect(linesOf(sources('video', 'f#1.mp4'), { 'f#1.mp4': 1 })).toEqual(['LINK_SPECIAL_CHARACTERS ERROR'])
})
