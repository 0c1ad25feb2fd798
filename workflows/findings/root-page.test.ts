import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, goodPage, onlyFinding } from '../test/examined-package.ts'

/** Builds a package without the default root page. */
function withoutDefaultPage(files: Record<string, string | number>, rest = {}) {
  const pkg = buildExaminedPackage(files, rest)
  pkg.files.delete('index.html')
  return { ...pkg, texts: pkg.texts.filter(({ path }) => path !== 'index.html') }
}

test('reports a package without any page', () => {
  const pkg = withoutDefaultPage({ 'a.png': 1 })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_MISSING '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_MISSING')).toMatchObject({
    severity: 'ERROR',
    message: 'The package has no start page.',
  })
})

test('names a root page that is one folder too deep, and its folder', () => {
  const finding = onlyFinding(
    withoutDefaultPage({ 'b/c/index.html': 1, 'lesson/index.html': 1, 'lesson/a.html': 1 }),
    'ROOT_PAGE_MISSING',
  )
  expect(finding.message).toContain('"lesson/index.html"')
  expect(finding.remedy).toContain('"lesson"')
})

test('reports several pages if none is named index', () => {
  const pkg = withoutDefaultPage({ 'b.html': goodPage, 'a.html': goodPage })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_UNCLEAR '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_UNCLEAR').message).toContain('"a.html", "b.html"')
  expect(findingLines({ ...pkg, chosenRootPage: 'b.html' })).toEqual([])
  expect(findingLines(withoutDefaultPage({ 'b.html': goodPage }))).toEqual([])
})

test('reports several pages named index', () => {
  const pkg = buildExaminedPackage({ 'index.htm': goodPage })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_TWICE '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_TWICE').message).toContain('opens "index.html"')
  expect(findingLines({ ...pkg, chosenRootPage: 'index.htm' })).toEqual([])
})

test('reports a chosen root page that no longer exists', () => {
  const pkg = buildExaminedPackage({}, { chosenRootPage: 'start.html' })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_GONE '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_GONE').message).toContain('opens "index.html" instead')
})

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
  const reported = (pkg: ExaminedPackage) => findingLines(pkg).filter(line => line.startsWith('PLAYER_'))
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
