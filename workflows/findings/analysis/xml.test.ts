import { describe, expect, test } from 'vitest'
import { analyze } from './analyze.ts'

const look = (text: string, kind: 'xhtml' | 'svg' = 'svg') => analyze(Buffer.from(text), kind)

test('what drawings and XHTML refer to is found with its lines', () => {
  const svg =
    '<?xml version="1.0"?>\n<!DOCTYPE svg PUBLIC "a" "b" [ <!ENTITY ns "http://x"> ]>\n<svg:svg xmlns:svg="a"><style><![CDATA[\na{fill:url(a.png)}]]></style>\n' +
    '<!-- <image href="no.png"/> --><svg:image\n xlink:href="b&amp;c.png"/><use href="#d"/></svg:svg>'
  expect(look(svg).references).toEqual([
    { url: 'a.png', line: 4, tag: 'style' },
    { url: 'b&c.png', line: 6, tag: 'image' },
  ])
  expect(
    look('<html><body>\n<video><source src="&#x61;&#98;.mp4"/></video></body></html>', 'xhtml').references,
  ).toEqual([{ url: 'ab.mp4', line: 2, tag: 'video', video: 0 }])
})

describe('what is not well-formed is told with its line:', () => {
  test.each([
    ['<svg>\n<g>\n</svg>', 3, '<g> is open, but </svg> follows.'],
    ['<svg>\n<g>', 2, '<g> is never closed.'],
    ['<svg/>\n</svg>', 2, '</svg> closes what was never opened.'],
    ['<svg/>\n<svg/>', 2, 'There is a second outermost element behind the first one.'],
    ['<svg>\na & b</svg>', 2, 'A «&» in a text is written «&amp;».'],
    ['<svg>\na < b</svg>', 2, 'A «<» in a text is written «&lt;».'],
    ['<svg a=b/>', 1, 'The tag <svg> is not written as it must be: name="value".'],
    ['<svg checked/>', 1, 'The tag <svg> is not written as it must be: name="value".'],
    ['\nx<svg/>', 2, 'There is text outside of the outermost element.'],
    ['', 1, 'There is nothing in it.'],
  ])('%j', (text, line, message) => {
    expect(look(text).facts.unreadable).toEqual({ reason: 'NOT_WELL_FORMED', line, message: message })
  })
})

test('what is well-formed is no finding, though it looks odd', () => {
  const odd = [
    '<a b = "c>d" e=\'"\' />',
    '<a ><!-- <b> & --><?php < & ?><![CDATA[ < & ]]>&nbsp;&#1;&#xA;</a >\n<!-- end -->\n',
    '\ufeff<?xml version="1.0"?>\r\n<!DOCTYPE a [\n<!ELEMENT a ANY>\n<!ATTLIST a b CDATA "x">\n]>\n<a:b.c-d _e="f"/>',
  ]
  for (const text of odd) expect(look(text).facts).toEqual({})
})
