import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, onlyFinding } from '../test/examined-package.ts'

test('what is called a page and is none', () => {
  const zip = Buffer.from('PK\x03\x04\0\0\0\0\0\0\0\0', 'latin1')
  const wide = Buffer.from('<html><head></head>', 'utf16le')
  const pkg = buildExaminedPackage({ 'a.html': zip, 'b.css': zip, 'c.svg': zip, 'd.html': wide })
  expect(findingLines(pkg)).toEqual(['a.html', 'b.css', 'c.svg', 'd.html'].map(path => `PAGE_UNREADABLE ${path} 1`))
})

test('XHTML and drawings that are not well-formed, with the line and what is wrong', () => {
  const pkg = buildExaminedPackage({ 'a.xhtml': '<html><body>\n<p>Tom & Jerry</p></body></html>' })
  expect(findingLines(pkg)).toEqual(['PAGE_UNREADABLE a.xhtml 2'])
  expect(onlyFinding(pkg, 'PAGE_UNREADABLE').message).toContain('&amp;')
  expect(findingLines(buildExaminedPackage({ 'a.svg': '<svg>\n<g>\n</svg>' }))).toEqual(['PAGE_UNREADABLE a.svg 3'])
})

test('a page whose tags are tangled is read up to there', () => {
  const pkg = buildExaminedPackage({ 'a.html': `<head></head>\n${'<div>'.repeat(10_000)}` })
  expect(findingLines(pkg)).toEqual(['PAGE_TANGLED a.html 2'])
})

test('letters of another encoding than the page says', () => {
  const pkg = buildExaminedPackage({ 'a.html': Buffer.from('<meta charset=utf-8>\n<title>Gr\xfc\xdfe', 'latin1') })
  expect(findingLines(pkg)).toEqual(['LETTERS_UNREADABLE a.html 2'])
})
