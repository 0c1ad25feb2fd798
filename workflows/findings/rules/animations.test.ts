import { expect, test } from 'vitest'
import { buildExaminedPackage, checkPackage, findingLines, onlyFinding } from '../../test/examined-package.ts'

const page = (body: string) => `<html><head></head><body>\n${body}</body></html>`

test.each([
  ['Flash', '<embed src="a.swf">'],
  ['Flash', '<object data="a.swf"></object>'],
  ['Flash', '<object type="application/x-shockwave-flash"><param name="movie" value="a.swf"></object>'],
  ['Flash', '<a href="a.swf">a</a>'],
  ['Flash', '<iframe src="a.swf"></iframe>'],
  [
    'Flash',
    '<object classid="clsid:D27CDB6E-AE6D-11cf-96B8-444553540000"><param name="movie" value="a.swf"><embed src="a.swf"></object>',
  ],
  [
    'Silverlight',
    '<object data="data:application/x-silverlight-2," type="application/x-silverlight-2"><param name="source" value="a.xap"></object>',
  ],
  ['Java', '<applet code="A.class"></applet>'],
  ['Java', '<object codetype="application/java-vm" classid="java:A.class"></object>'],
  ['Java', '<embed type="application/x-java-applet" code="A.class">'],
  ['Director', '<embed src="a.dcr">'],
])('reports an animation made with %s once: %s', (plugin, markup) => {
  const pkg = buildExaminedPackage({ 'index.html': page(markup), 'a.swf': 1, 'a.xap': 1, 'a.dcr': 1, 'A.class': 1 })
  const pageFindings = findingLines(pkg).filter(line => line.includes('index.html'))
  expect(pageFindings).toEqual(['ANIMATION_OUTDATED index.html 2'])
  const pageOnly = buildExaminedPackage({ 'index.html': page(markup) })
  if (!markup.startsWith('<a ') && !markup.startsWith('<iframe'))
    expect(onlyFinding(pageOnly, 'ANIMATION_OUTDATED').message).toContain(plugin)
  const codes = new Set(checkPackage(pageOnly).findings.map(({ code }) => code))
  expect(codes.size, 'a missing animation is one finding').toBe(1)
})

test('is a WARNING if viewers have to follow a link to the animation, or no page uses it', () => {
  const severityOf = (body: string) =>
    onlyFinding(buildExaminedPackage({ 'index.html': page(body), 'a.swf': 1 }), 'ANIMATION_OUTDATED').severity
  expect(['<embed src="a.swf">', '<iframe src="a.swf"></iframe>'].map(severityOf)).toEqual(['ERROR', 'ERROR'])
  expect(['<a href="a.swf">a</a>', ''].map(severityOf)).toEqual(['WARNING', 'WARNING'])
})

test('reports an animation file itself only if no page refers to it', () => {
  const pkg = buildExaminedPackage({ 'index.html': page('<embed src="a.swf">'), 'a.swf': 1, 'b.swf': 1 })
  expect(findingLines(pkg)).toEqual(['ANIMATION_OUTDATED b.swf', 'ANIMATION_OUTDATED index.html 2'])
})

test('ignores fallbacks in a <video> for older browsers, images, and documents', () => {
  const inside = '<video src="a.mp4"><object type="application/x-shockwave-flash" data="a.swf"></object></video>'
  const pkg = buildExaminedPackage({ 'index.html': page(inside), 'a.mp4': 1, 'a.swf': 1 })
  expect(findingLines(pkg)).toEqual(['ANIMATION_OUTDATED a.swf'])
  expect(
    findingLines(
      buildExaminedPackage({
        'index.html': page('<embed src="a.pdf"><object data="a.svg"></object>'),
        'a.pdf': 1,
        'a.svg': '<svg/>',
      }),
    ),
  ).toEqual([])
})
