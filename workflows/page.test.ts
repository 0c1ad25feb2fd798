import { expect, test } from 'vitest'
import { lookAtPage, withPlayerTag } from './page.ts'

const tag = '<script type="module" src="lectern/player.js" data-lectern="1"></script>'

test('the tag goes behind <head>, and every other byte stays as it was', () => {
  const html =
    '<!DOCTYPE html>\r\n<!-- <head> -->\r\n<html><head lang=de>\r\n<title>Gr\u00fc\u00dfe</title></head><body>\u00e4</body></html>\r\n'
  const tagged = withPlayerTag(Buffer.from(html, 'latin1'), 'index.html')!
  expect(tagged.toString('latin1')).toBe(html.replace('<head lang=de>', `<head lang=de>${tag}`))
})

test('UTF-8 outside the tag survives byte for byte', () => {
  const html = Buffer.from('\ufeff<html><head></head><body>Gr\u00fc\u00dfe \u{1f407}</body></html>', 'utf8')
  const tagged = withPlayerTag(html, 'pages/deep/index.html')!
  expect(tagged.toString('utf8')).toContain('src="../../lectern/player.js"')
  expect(Buffer.from(tagged.toString('latin1').replace(/<script.*?<\/script>/, ''), 'latin1').equals(html)).toBe(true)
})

test.each(['le', 'be'])('a page in UTF-16%s gets a tag in UTF-16', order => {
  const text = '\ufeff<html><head></head><body>\u00e4</body></html>'
  const bytes = Buffer.from(text, 'utf16le')
  const page = order === 'be' ? Buffer.from(bytes).swap16() : bytes
  const tagged = withPlayerTag(page, 'index.html')!
  const read = (order === 'be' ? Buffer.from(tagged).swap16() : tagged).toString('utf16le')
  expect(read).toBe(text.replace('<head>', `<head>${tag}`))
})

test('without <head> it goes behind <body>; without both there is no place', () => {
  expect(withPlayerTag(Buffer.from('<body class=a>x'), 'a.html')!.toString()).toBe(`<body class=a>${tag}x`)
  expect(withPlayerTag(Buffer.from('<p>only a paragraph'), 'a.html')).toBeNull()
})

test('a look finds references with their lines, and videos', () => {
  const look = lookAtPage(
    Buffer.from(
      '<html><head>\n<link href="a.css"></head>\n<body><video poster="p.jpg"><source src="v.mp4"></video></body></html>',
    ),
  )
  expect(look).toEqual({
    references: [
      { url: 'a.css', line: 2, tag: 'link' },
      { url: 'p.jpg', line: 3, tag: 'video' },
      { url: 'v.mp4', line: 3, tag: 'source' },
    ],
    hasVideo: true,
    hasPlace: true,
  })
})
