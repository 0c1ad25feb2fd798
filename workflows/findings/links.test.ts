import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../test/examined-package.ts'

const page = (...urls: string[]) =>
  `<html><head></head><body>${urls.map(url => `\n<img src="${url}">`).join('')}</body>`
const picture = { 'images/rabbit.png': 1, 'images/Gr\u00fc\u00dfe aus #1 100%.png': 1, 'pages/index.htm': 1 }

test('a link to nothing is told with its line', () => {
  const pkg = buildExaminedPackage({ 'index.html': page('images/rabbit.png', 'images/hare.png'), ...picture })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING index.html 3'])
  expect(onlyFinding(pkg, 'LINK_MISSING')).toMatchObject({
    severity: 'WARNING',
    message: 'The page names «images/hare.png», and there is no such file.',
  })
})

test('what is twice in a line is told once', () => {
  const pkg = buildExaminedPackage({
    'index.html': '<head></head><img src="a.png"><img src="a.png">\n<img src="a.png">',
  })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING index.html 1', 'LINK_MISSING index.html 2'])
})

test('right links, anchors, folders with an index, other sites and what loads nothing are no findings', () => {
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
  expect(findingLines(buildExaminedPackage({ 'index.html': page(...urls), ...picture }))).toEqual([])
  expect(findingLines(buildExaminedPackage({ 'index.html': '<head></head><a href="javascript:go()">' }))).toEqual([])
})

test('what differs by letter case only is told with the right name', () => {
  const pkg = buildExaminedPackage({ 'index.html': page('Images/Rabbit.PNG', 'Pages/'), ...picture })
  expect(findingLines(pkg)).toEqual(['LINK_LETTER_CASE index.html 2', 'LINK_LETTER_CASE index.html 3'])
  const one = onlyFinding(
    buildExaminedPackage({ 'index.html': page('Images/Rabbit.PNG'), ...picture }),
    'LINK_LETTER_CASE',
  )
  expect(one.severity).toBe('ERROR')
  expect(one.message).toContain('«images/rabbit.png»')
  expect(one.remedy).toContain('images/rabbit.png')
})

test('what differs by the form of accents only is told with the right name', () => {
  const nfd = 'Fu\u0308chse.png'
  for (const url of [nfd, encodeURIComponent(nfd)]) {
    const pkg = buildExaminedPackage({ 'index.html': page(url), 'F\u00fcchse.png': 1 })
    expect(findingLines(pkg)).toEqual(['LINK_UNICODE_FORM index.html 2'])
    expect(onlyFinding(pkg, 'LINK_UNICODE_FORM').message).toContain('«F\u00fcchse.png»')
    expect(onlyFinding(pkg, 'LINK_UNICODE_FORM').remedy).toContain('Fuchse.png')
  }
})

test('names with signs that mean something else in a link are told', () => {
  const pkg = buildExaminedPackage({
    'index.html': page('a #1.png', 'why?.png', '100%.png'),
    'a #1.png': 1,
    'why?.png': 1,
    '100%.png': 1,
  })
  expect(findingLines(pkg)).toEqual(['LINK_SIGNS index.html 2', 'LINK_SIGNS index.html 3', 'LINK_SIGNS index.html 4'])
})

test('links to a local disk are told, however they are written', () => {
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

test('links above the folder of the package are told', () => {
  const pkg = buildExaminedPackage({
    'a/b.html': page('../../other/a.png', '../images/rabbit.png', '/a.png'),
    ...picture,
  })
  expect(findingLines(pkg)).toEqual(['LINK_OUTSIDE a/b.html 2', 'LINK_OUTSIDE a/b.html 4'])
})

test('scripts, styles and frames over http: are refused by browsers; a plain link is no finding', () => {
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

test('pictures, sound and styles with pictures over http: are told', () => {
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

test('a <base> moves all links of its page', () => {
  const pkg = (base: string) =>
    buildExaminedPackage({ 'a/b.html': `<head><base href="${base}"></head><body>\n<img src="rabbit.png">`, ...picture })
  expect(findingLines(pkg('../images/'))).toEqual([])
  expect(findingLines(pkg('../images/x.html'))).toEqual([])
  expect(findingLines(pkg('../Images/'))).toEqual(['LINK_LETTER_CASE a/b.html 2'])
  expect(findingLines(pkg('images/'))).toEqual(['LINK_MISSING a/b.html 2'])
  expect(findingLines(pkg('https://x.org/'))).toEqual([])
  expect(findingLines(pkg('http://x.org/'))).toEqual(['MEDIA_INSECURE a/b.html 2'])
  expect(findingLines(pkg('../../'))).toEqual(['LINK_OUTSIDE a/b.html 2'])
})

test('links of stylesheets and drawings are told like those of pages', () => {
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
  expect(onlyFinding(pkg, 'LINK_LETTER_CASE').message).toContain('The stylesheet names')
})
