import { expect, test } from 'vitest'
import { rootPageFindings, rootPageProblem } from './root-page-finding.ts'

const unclear = { page: null, candidates: ['a.html', 'b.html'], lessonFolders: [], missingChoice: null }

test('says nothing about a package that opens', () => {
  expect(rootPageProblem({ page: 'index.html', candidates: [], lessonFolders: [], missingChoice: null })).toBeNull()
})

test('says that there is no page', () => {
  const finding = rootPageProblem({ ...unclear, candidates: [] })
  expect(finding).toMatchObject({ code: 'ROOT_PAGE_MISSING', severity: 'ERROR', path: '', line: null })
})

test('asks which page to open, and names the first ones', () => {
  expect(rootPageProblem(unclear)?.message).toContain('"a.html", "b.html".')
  const candidates = Array.from({ length: 9 }, (_, index) => `${index}.html`)
  expect(rootPageProblem({ ...unclear, candidates })?.message).toContain('"4.html", and 4 more.')
})

test('offers to make each lesson of a collection a package', () => {
  expect(rootPageProblem({ ...unclear, lessonFolders: ['one', 'two'] })).toMatchObject({
    code: 'ROOT_PAGE_UNCLEAR',
    message: expect.stringContaining('2 lessons: "one", "two"'),
    remedy: expect.stringContaining('package of its own'),
  })
})

test('says that the chosen page is gone, and what opens instead', () => {
  const opens = { page: 'index.html', candidates: [], lessonFolders: [], missingChoice: 'old.html' }
  expect(rootPageFindings(opens)).toMatchObject([
    { code: 'ROOT_PAGE_GONE', message: expect.stringContaining('index.html') },
  ])
  const codes = rootPageFindings({ ...unclear, missingChoice: 'old.html' }).map(({ code }) => code)
  expect(codes).toEqual(['ROOT_PAGE_UNCLEAR', 'ROOT_PAGE_GONE'])
})
