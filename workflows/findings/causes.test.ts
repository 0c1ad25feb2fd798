import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage, findingLines, onlyFinding } from '../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`
const pages = (count: number, body: string) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`${100 + index}.html`, page(body)]))
const links = (count: number, line = '\n') =>
  Array.from({ length: count }, (_, index) => `<a href="${index}.html">${line}`).join('')

test('reports a file that 60 pages miss as one finding with 60 places', () => {
  const pkg = buildExaminedPackage(pages(60, '<script src="jquery.js"></script>'))
  const { findings } = checkPackage(pkg)
  expect(findings).toHaveLength(1)
  expect(findings[0]).toMatchObject({ code: 'LINK_MISSING', path: '100.html', line: 2, placeCount: 60 })
  expect(findings[0]!.places).toHaveLength(60)
  expect(findings[0]!.places.at(-1)).toEqual({ path: '159.html', line: 2, written: 'jquery.js' })
})

test('counts equal links in one line once, and has the highest severity of all places', () => {
  const body = '<a href="a.png">a</a><a href="a.png">b</a>\n<img src="a.png">'
  const found = onlyFinding(buildExaminedPackage({ 'index.html': page(body) }), 'LINK_MISSING')
  expect(found).toMatchObject({ severity: 'ERROR', line: 2, placeCount: 2 })
  expect(found.places.map(({ line }) => line)).toEqual([2, 3])
})

test('keeps the cause when lines, places, and contents change, and differs by code and subject', () => {
  const causeOf = (files: Record<string, string>) => onlyFinding(buildExaminedPackage(files), 'LINK_MISSING').cause
  const cause = causeOf({ 'index.html': page('<img src="a.png">') })
  expect(cause).toMatch(/^[\da-f]{32}$/)
  expect(causeOf({ 'index.html': page('\n\nmore<a href="a.png">') })).toBe(cause)
  expect(causeOf({ 'x/y.html': page('<img src="../a.png">') })).toBe(cause)
  expect(causeOf({ 'index.html': page('<img src="b.png">') })).not.toBe(cause)
  const disk = buildExaminedPackage({ 'index.html': page('<img src="C:\\a.png">') })
  expect(onlyFinding(disk, 'LINK_LOCAL_DISK').cause).not.toBe(cause)
})

test('keeps at most 1,000 places of a cause, with the true count', () => {
  const found = onlyFinding(
    buildExaminedPackage({ 'index.html': page('<img src="a.png">\n'.repeat(1_500)) }),
    'LINK_MISSING',
  )
  expect(found.placeCount).toBe(1_500)
  expect(found.places).toHaveLength(1_000)
})

test('makes one cause of a page with more than 50 causes of one code', () => {
  expect(findingLines(buildExaminedPackage({ 'index.html': page(links(50)) }))).toHaveLength(50)
  const pkg = buildExaminedPackage({ 'index.html': page(links(51)), 'b.html': page('<a href="0.html">') })
  expect(findingLines(pkg)).toEqual(['LINK_MISSING b.html 2', 'LINK_MISSING index.html 2'])
  const found = checkPackage(pkg).findings[1]!
  expect(found).toMatchObject({ placeCount: 51 })
  expect(found.message).toBe(
    'The page refers to "0.html", but this file does not exist. This page has 50 more problems of this kind.',
  )
})

test('makes one finding of a page with 100,000 links to missing files, and says what it did not check', () => {
  const found = onlyFinding(buildExaminedPackage({ 'index.html': page(links(100_000)) }), 'LINK_MISSING')
  expect(found.placeCount).toBe(100_000)
  expect(found.places).toHaveLength(1_000)
  expect(found.message).toContain('99,999 more')
  const more = buildExaminedPackage({ 'index.html': page(links(100_010, '')) })
  expect(findingLines(more)).toEqual(['FILE_LARGE index.html', 'LINK_MISSING index.html 2'])
  expect(onlyFinding(more, 'FILE_LARGE').message).toContain('10 links')
})

test('makes one finding of a <base> over http with 45 images on each of 3 pages', () => {
  const images = Array.from({ length: 45 }, (_, index) => `<img src="${index}.png">`).join('\n')
  const body = `<html><head><base href="http://x.org/"></head><body>${images}`
  const pkg = buildExaminedPackage({ 'a.html': body, 'b.html': body, 'index.html': body })
  expect(findingLines(pkg)).toEqual(['MEDIA_INSECURE a.html 1'])
  expect(onlyFinding(pkg, 'MEDIA_INSECURE').placeCount).toBe(3)
})

test('names of JavaScript and control characters are ordinary names', () => {
  const names = ['__proto__', 'constructor', 'toString', 'a\u0001b.png', 'tab\tname.png', 'hasOwnProperty.html']
  const body = page(names.map(name => `<img src="${name}"><a href="${name}/__proto__">`).join('\n'))
  const files = Object.fromEntries(names.map(name => [name, 1] as const))
  const { findings } = checkPackage(buildExaminedPackage({ 'index.html': body }))
  expect(findings).toHaveLength(2 * names.length)
  const present = checkPackage(buildExaminedPackage({ 'index.html': page('<img src="constructor">'), ...files }))
  expect(present.findings).toEqual([])
})
