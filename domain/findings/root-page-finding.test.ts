import { expect, test } from 'vitest'
import { rootPageFindings, rootPageProblem } from './root-page-finding.ts'

const unclear = {
  ...{ page: null, candidates: ['a.html', 'b.html'], candidateCount: 2 },
  ...{ lessonFolders: [], missingChoice: null },
}
const opened = { ...unclear, page: 'index.html', candidates: [], candidateCount: 0 }

test('says nothing about a package that opens', () => {
  expect(rootPageProblem(opened)).toBeNull()
})

test('says that there is no page', () => {
  const finding = rootPageProblem({ ...unclear, candidates: [], candidateCount: 0 })
  expect(finding).toMatchObject({ code: 'ROOT_PAGE_MISSING', severity: 'ERROR', path: '', line: null })
})

test('asks which page to open, and names the first ones', () => {
  expect(rootPageProblem(unclear)?.message).toContain('"a.html", "b.html".')
  const candidates = Array.from({ length: 9 }, (_, index) => `${index}.html`)
  expect(rootPageProblem({ ...unclear, candidates, candidateCount: 9 })?.message).toContain('"4.html", and 4 more.')
  expect(rootPageProblem({ ...unclear, candidates, candidateCount: 63 })?.message).toContain('and 58 more.')
})

test('says how each lesson of a collection becomes a package', () => {
  expect(rootPageProblem({ ...unclear, lessonFolders: ['one', 'two'] })).toMatchObject({
    code: 'ROOT_PAGE_UNCLEAR',
    message: expect.stringContaining('2 lessons: "one", "two"'),
    remedy: expect.stringContaining('archive this package, and add each of these folders'),
  })
})

test('says that the chosen page is gone, and what opens instead', () => {
  expect(rootPageFindings({ ...opened, missingChoice: 'old.html' })).toMatchObject([
    { code: 'ROOT_PAGE_GONE', message: expect.stringContaining('index.html') },
  ])
  const codes = rootPageFindings({ ...unclear, missingChoice: 'old.html' }).map(({ code }) => code)
  expect(codes).toEqual(['ROOT_PAGE_UNCLEAR', 'ROOT_PAGE_GONE'])
})
