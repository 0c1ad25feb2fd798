import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

test('reports pages, stylesheets, and SVG images that are not text', () => {
  const zip = Buffer.from('PK\x03\x04\0\0\0\0\0\0\0\0', 'latin1')
  const wide = Buffer.from('<html><head></head>', 'utf16le')
  const pkg = buildExaminedPackage({ 'a.html': zip, 'b.css': zip, 'c.svg': zip, 'd.html': wide })
  expect(findingLines(pkg)).toEqual(['a.html', 'b.css', 'c.svg', 'd.html'].map(path => `PAGE_UNREADABLE ${path} 1`))
})

test('reports XHTML and SVG that are not well-formed, with the line and the flaw', () => {
  const pkg = buildExaminedPackage({ 'a.xhtml': '<html><body>\n<p>Tom & Jerry</p></body></html>' })
  expect(findingLines(pkg)).toEqual(['PAGE_UNREADABLE a.xhtml 2'])
  expect(onlyFinding(pkg, 'PAGE_UNREADABLE').message).toContain('&amp;')
  expect(findingLines(buildExaminedPackage({ 'a.svg': '<svg>\n<g>\n</svg>' }))).toEqual(['PAGE_UNREADABLE a.svg 3'])
})

test('reports the line up to which it read a page with tangled tags', () => {
  const pkg = buildExaminedPackage({ 'a.html': `<head></head>\n${'<div>'.repeat(10_000)}` })
  expect(findingLines(pkg)).toEqual(['PAGE_NESTED_TOO_DEEP a.html 2'])
})

test('reports text that is not in the encoding that the page declares', () => {
  const pkg = buildExaminedPackage({ 'a.html': Buffer.from('<meta charset=utf-8>\n<title>Gr\xfc\xdfe', 'latin1') })
  expect(findingLines(pkg)).toEqual(['TEXT_GARBLED a.html 2'])
})

test('accepts the replacement character itself in a text, in any encoding', () => {
  const text = '<head></head>\n<p>It looks like \ufffd.\n'
  const charset = '<meta charset=utf-8>'
  for (const page of [text, charset + text, Buffer.from(`\ufeff${text}`, 'utf16le'), Buffer.from(`\ufeff${text}`)])
    expect(findingLines(buildExaminedPackage({ 'a.html': page }))).toEqual([])
  const both = Buffer.concat([Buffer.from(charset + text), Buffer.from([0xff])])
  expect(findingLines(buildExaminedPackage({ 'a.html': both }))).toEqual(['TEXT_GARBLED a.html 3'])
})
