import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase } from '../../sandbox/checks/test-database.ts'
import { type Database, openDatabase } from '../database.ts'
import { buildDraft, buildDraftFile } from '../test/factories.ts'
import { pagesWithVideos, pathOfReference } from './pages-with-videos.ts'

let database: Database
beforeAll(async () => {
  database = openDatabase((await createTestDatabase()).appUrl, 2)
})
afterAll(() => database.$disconnect())

test.each([
  ['film.mp4', 'index.html', null, 'film.mp4'],
  ['../videos/my%20film.mp4?v=2#t=3', 'lessons/one.html', null, 'videos/my film.mp4'],
  ['100%.mp4', 'index.html', null, '100%.mp4'],
  ['film.mp4', 'lessons/one.html', '../media/', 'media/film.mp4'],
  ['https://example.org/film.mp4', 'index.html', null, null],
  ['film.mp4', 'index.html', 'https://example.org/', null],
  ['http://[', 'index.html', null, null],
])('the URL %s in %s with the base %s leads to %s', (url, page, base, path) => {
  expect(pathOfReference(url, page, base)).toBe(path)
})

test('finds the pages of this revision that name a video, in any letter case, by path', async () => {
  const { packageId } = await buildDraft(database, {})
  const add = async (path: string, references: object[], overrides = {}) => {
    const { contentHash } = await buildDraftFile(database, { packageId, path, ...overrides })
    await database.textAnalysis.create({ data: { contentHash, references: { html: references }, facts: { html: {} } } })
  }
  const source = { url: 'videos/Film.mp4', line: 3, tag: 'source', video: 0 }
  await add('b.html', [source, { ...source, line: 9 }, { url: 'picture.png', line: 1, tag: 'img' }])
  await add('a.html', [{ ...source, url: 'Videos/film.MP4#t=2' }])
  await add('old.html', [source], { fromRevision: 0, untilRevision: 1 })
  expect(await pagesWithVideos(database, { packageId, revision: 1 })).toEqual(
    new Map([['videos/film.mp4', ['a.html', 'b.html']]]),
  )
})
