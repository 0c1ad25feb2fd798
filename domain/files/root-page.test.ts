import { describe, expect, test } from 'vitest'
import { findRootPage, type LaunchManifest } from './root-page.ts'

const documents = (...paths: string[]) => paths.map(path => ({ path, isDocument: true }))
const find = (paths: string[], manifests: LaunchManifest[] = [], chosenPage: string | null = null) =>
  findRootPage({ pages: documents(...paths), manifests, chosenPage })
const manifest = (path: string, launchUrl: string | null): LaunchManifest => ({ path, launchUrl })

describe('the page that a package opens with', () => {
  test.each([
    ['the index page', ['a.html', 'index.html'], 'index.html'],
    ['an index page in capitals', ['A.HTML', 'INDEX.HTM'], 'INDEX.HTM'],
    ['the first index name', ['default.htm', 'index.xhtml', 'index.htm'], 'index.htm'],
    ['a usual name', ['a.html', 'story_html5.html', 'story.html'], 'story.html'],
    ['a usual name in capitals', ['b.html', 'Start.html'], 'Start.html'],
    ['the only page at the top', ['lesson.html', 'pages/index.html'], 'lesson.html'],
    ['the index page of the only folder', ['lesson/index.html', 'lesson/pages/index.html'], 'lesson/index.html'],
    ['the page two folders down', ['a/b/index.html', 'a/b/c.html'], 'a/b/index.html'],
    ['the only document', ['a/b/c.html'], 'a/b/c.html'],
  ])('is %s', (_, paths, page) => {
    expect(find(paths)).toEqual({ page, candidates: [], candidateCount: 0, lessonFolders: [], missingChoice: null })
  })

  test.each([
    ['several pages at the top', ['b.html', 'a.html', 'c/index.html'], ['a.html', 'b.html', 'c/index.html']],
    ['pages in several folders', ['b/x.html', 'a/y.html', 'a/z.html'], ['a/y.html', 'a/z.html', 'b/x.html']],
    ['nothing', [], []],
  ])('is unclear for %s', (_, paths, candidates) => {
    expect(find(paths)).toEqual({
      ...{ page: null, candidates, candidateCount: candidates.length },
      ...{ lessonFolders: [], missingChoice: null },
    })
  })

  test('is asked for with the first 50 pages and the number of all', () => {
    const { candidates, candidateCount } = find(Array.from({ length: 63 }, (_, number) => `${100 + number}.html`))
    expect([candidates.length, candidates.at(-1), candidateCount]).toEqual([50, '149.html', 63])
  })

  test('is the chosen one in any folder while it exists', () => {
    const paths = ['index.html', 'shared/launchpage.html']
    expect(find(paths, [], 'shared/launchpage.html').page).toBe('shared/launchpage.html')
    expect(find(paths, [], 'Shared/LaunchPage.html').page).toBe('shared/launchpage.html')
    expect(find(paths, [], 'gone.html')).toMatchObject({ page: 'index.html', missingChoice: 'gone.html' })
  })

  test('is a fragment only if it is chosen, or if there is no document', () => {
    const pages = [{ path: 'index.html', isDocument: false }, ...documents('pages/a.html')]
    expect(findRootPage({ pages, manifests: [], chosenPage: null }).page).toBe('pages/a.html')
    expect(findRootPage({ pages, manifests: [], chosenPage: 'index.html' }).page).toBe('index.html')
    const fragments = ['index.html', 'part.html'].map(path => ({ path, isDocument: false }))
    expect(findRootPage({ pages: fragments, manifests: [], chosenPage: null }).page).toBe('index.html')
  })

  test('is what a launch manifest beside the pages names, if it exists', () => {
    const paths = ['a.html', 'b.html', 'content/start page.html']
    expect(find(paths, [manifest('imsmanifest.xml', 'content/start%20page.html?x=1#y')]).page).toBe(
      'content/start page.html',
    )
    expect(find(paths, [manifest('CMI5.XML', 'B.html')]).page).toBe('b.html')
    expect(find(paths, [manifest('tincan.xml', 'b.html'), manifest('imsmanifest.xml', 'a.html')]).page).toBe('a.html')
    for (const url of ['gone.html', 'https://example.org/b.html', '../../b.html?', 'http://[', null])
      expect(find([...paths, 'c.html'], [manifest('imsmanifest.xml', url)]).page).toBe(
        url === '../../b.html?' ? 'b.html' : null,
      )
    expect(find(['x/a.html', 'x/b.html'], [manifest('x/imsmanifest.xml', 'b.html')]).page).toBe('x/b.html')
    expect(find(paths, [manifest('content/imsmanifest.xml', 'start page.html')]).page).toBeNull()
    expect(find(['index.html', 'b.html'], [manifest('imsmanifest.xml', 'b.html')]).page).toBe('index.html')
  })
})

test('a collection of lessons names its folders', () => {
  const lessons = ['one/index.html', 'two/story.html', 'two/x.html']
  expect(find(lessons)).toMatchObject({ page: null, lessonFolders: ['one', 'two'] })
  expect(find([...lessons, 'three/a.html', 'three/b.html']).lessonFolders).toEqual([])
  expect(find(['a.html', 'b.html', ...lessons]).lessonFolders).toEqual([])
})
