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

test('requires a place for the player in root pages and pages with a video only', () => {
  const bare = '<p>only a paragraph'
  const pkg = buildExaminedPackage({
    'index.html': bare,
    'a.html': bare,
    'b.html': '<video src=c.mp4></video>',
    'c.mp4': 1,
  })
  expect(findingLines(pkg)).toEqual(['PLAYER_NOT_INSERTED b.html', 'PLAYER_NOT_INSERTED index.html'])
})

test('reports a frameset once', () => {
  const pkg = buildExaminedPackage({
    'index.html': '<html><head></head><frameset><frame src="a.html"></frameset>',
    'a.html': goodPage,
  })
  expect(findingLines(pkg)).toEqual(['PLAYER_IN_FRAMESET index.html'])
})
