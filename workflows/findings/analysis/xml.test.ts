import { describe, expect, test } from 'vitest'
import { analyze } from './analyze.ts'

const analyzeMarkup = (text: string, kind: 'xhtml' | 'svg' = 'svg') => analyze(Buffer.from(text), kind)

test('finds the references of SVG and XHTML with their lines', () => {
  const svg =
    '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY ns "http://x"> ]>\n<svg:svg xmlns:svg="http://www.w3.org/2000/svg"><style><![CDATA[\na{fill:url(a.png)}]]></style>\n' +
    '<!-- <image href="no.png"/> --><svg:image\n xlink:href="b&amp;c.png"/><use href="#d"/></svg:svg>'
  expect(analyzeMarkup(svg).references).toEqual([
    { url: 'a.png', line: 4, tag: 'style' },
    { url: 'b&c.png', line: 6, tag: 'image' },
  ])
  expect(
    analyzeMarkup('<html><body>\n<video><source src="&#x61;&#98;.mp4"/></video></body></html>', 'xhtml').references,
  ).toEqual([{ url: 'ab.mp4', line: 2, tag: 'video', video: 0 }])
})

test('ignores elements of other namespaces', () => {
  const office =
    '<html xmlns:p="urn:p"><p:onmouseclick href="a.html"/><o:file href="b"/><p:img src="c"/><x-foo src="d"/></html>'
  expect(analyzeMarkup(office, 'xhtml').references).toEqual([])
  const illustrator = '<s:svg xmlns:s="&ns_svg;"><s:image xlink:href="a.png"/></s:svg>'
  expect(analyzeMarkup(illustrator).references).toEqual([{ url: 'a.png', line: 1, tag: 'image' }])
})

describe('markup that is not well-formed is reported with its line:', () => {
  test.each([
    ['<svg>\n<g>\n</svg>', 3, '<g> is still open at </svg>.'],
    ['<svg>\n<g>', 2, '<g> is never closed.'],
    ['<svg/>\n</svg>', 2, '</svg> has no opening tag.'],
    ['<svg/>\n<svg/>', 2, 'There is a second outermost element after the first one.'],
    ['<svg>\na & b</svg>', 2, 'Write "&" as "&amp;" in text.'],
    ['<svg>\na < b</svg>', 2, 'Write "<" as "&lt;" in text.'],
    ['<svg a=b/>', 1, 'The tag <svg> is invalid. Write its attributes as name="value".'],
    ['<svg checked/>', 1, 'The tag <svg> is invalid. Write its attributes as name="value".'],
    ['\nx<svg/>', 2, 'There is text outside the outermost element.'],
    ['', 1, 'The file contains no elements.'],
  ])('%j', (text, line, message) => {
    expect(analyzeMarkup(text).facts.unreadable).toEqual({ reason: 'NOT_WELL_FORMED', line, message })
  })
})

test('accepts unusual but well-formed markup', () => {
  const texts = [
    '<a b = "c>d" e=\'"\' />',
    '<a ><!-- <b> & --><?php < & ?><![CDATA[ < & ]]>&nbsp;&#1;&#xA;</a >\n<!-- end -->\n',
    '\ufeff<?xml version="1.0"?>\r\n<!DOCTYPE a [\n<!ELEMENT a ANY>\n<!ATTLIST a b CDATA "x">\n]>\n<a:b.c-d _e="f"/>',
  ]
  for (const text of texts) expect(analyzeMarkup(text).facts).toEqual({})
})
