import { expect, test } from 'vitest'
import {
  buildExaminedPackage,
  findingLines,
  goodPage,
  onlyFinding,
  type TestPackage,
} from '../../test/examined-package.ts'

test('reports fragments that are the root page or that other pages lead to, and no others', () => {
  const fragment = '<p>part</p><video src="a.mp4"></video>'
  const pkg = buildExaminedPackage({
    'index.html': `<title>x</title><a href="linked.html">a</a><a href="Other.html">b</a><iframe src="shown.html"></iframe>
      <a href="a.mp4">c</a><a href="good.html">d</a>`,
    'linked.html': fragment,
    'other.html': fragment,
    'shown.html': fragment,
    'loaded.html': `${fragment}<a href="#">top</a><a href="loaded.html">again</a>`,
    'good.html': '<!doctype html><video src="a.mp4"></video>',
    'a.mp4': 1,
  })
  const reported = (pkg: TestPackage) => findingLines(pkg).filter(line => line.startsWith('PLAYER_'))
  expect(reported(pkg)).toEqual(['linked.html', 'other.html', 'shown.html'].map(path => `PLAYER_NOT_INSERTED ${path}`))
  const root = buildExaminedPackage({ 'index.html': fragment, 'a.mp4': 1 })
  expect(reported(root)).toEqual(['PLAYER_NOT_INSERTED index.html'])
  expect(onlyFinding(root, 'PLAYER_NOT_INSERTED').severity).toBe('WARNING')
})

test('does not report a fragment that browsers cannot show', () => {
  expect(findingLines(buildExaminedPackage({ 'index.html': Buffer.alloc(100) }))).toEqual([
    'PAGE_UNREADABLE index.html 1',
  ])
})

test('accepts framesets', () => {
  const pkg = buildExaminedPackage({ 'index.html': '<frameset><frame src="a.html"></frameset>', 'a.html': goodPage })
  expect(findingLines(pkg)).toEqual([])
})
