import { expect, test } from 'vitest'
import { buildExaminedPackage, findingLines, goodPage, onlyFinding } from '../test/examined-package.ts'

/** A package without the first page that others have. */
function without(files: Record<string, string | number>, rest = {}) {
  const pkg = buildExaminedPackage(files, rest)
  pkg.files.delete('index.html')
  return { ...pkg, texts: pkg.texts.filter(({ path }) => path !== 'index.html') }
}

test('no page at all', () => {
  const pkg = without({ 'a.png': 1 })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_MISSING '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_MISSING')).toMatchObject({
    severity: 'ERROR',
    message: 'There is no page to begin with.',
  })
})

test('a first page one folder too deep is named, with the folder', () => {
  const finding = onlyFinding(
    without({ 'b/c/index.html': 1, 'lesson/index.html': 1, 'lesson/a.html': 1 }),
    'ROOT_PAGE_MISSING',
  )
  expect(finding.message).toContain('«lesson/index.html»')
  expect(finding.remedy).toContain('«lesson»')
})

test('several pages, none called index', () => {
  const pkg = without({ 'b.html': goodPage, 'a.html': goodPage })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_UNCLEAR '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_UNCLEAR').message).toContain('«a.html», «b.html»')
  expect(findingLines({ ...pkg, chosenRootPage: 'b.html' })).toEqual([])
  expect(findingLines(without({ 'b.html': goodPage }))).toEqual([])
})

test('several pages called index', () => {
  const pkg = buildExaminedPackage({ 'index.htm': goodPage })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_TWICE '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_TWICE').message).toContain('opens «index.html»')
  expect(findingLines({ ...pkg, chosenRootPage: 'index.htm' })).toEqual([])
})

test('a chosen page that is gone', () => {
  const pkg = buildExaminedPackage({}, { chosenRootPage: 'start.html' })
  expect(findingLines(pkg)).toEqual(['ROOT_PAGE_GONE '])
  expect(onlyFinding(pkg, 'ROOT_PAGE_GONE').message).toContain('«index.html» is opened instead')
})

test('a root page or one with a video needs a place for the player, others do not', () => {
  const bare = '<p>only a paragraph'
  const pkg = buildExaminedPackage({
    'index.html': bare,
    'a.html': bare,
    'b.html': '<video src=c.mp4></video>',
    'c.mp4': 1,
  })
  expect(findingLines(pkg)).toEqual(['PLAYER_HAS_NO_PLACE b.html', 'PLAYER_HAS_NO_PLACE index.html'])
})

test('a frameset is told once', () => {
  const pkg = buildExaminedPackage({
    'index.html': '<html><head></head><frameset><frame src="a.html"></frameset>',
    'a.html': goodPage,
  })
  expect(findingLines(pkg)).toEqual(['PLAYER_IN_FRAMESET index.html'])
})
