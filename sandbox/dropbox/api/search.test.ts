import type { files } from 'dropbox'
import { expect, test } from 'vitest'
import { startTestDropbox } from '../test-dropbox.ts'

const folders: files.SearchOptions = { filename_only: true, file_categories: [{ '.tag': 'folder' }] }
const names = ({ matches }: files.SearchV2Result) =>
  matches.map(({ metadata }) => metadata['.tag'] === 'metadata' && metadata.metadata.name)

test('finds names by whole words and the beginning of the last one, as Dropbox does', async () => {
  const { dropbox } = await startTestDropbox({ 'Bat cave/a.txt': '', 'School/Batman car.txt': '', 'School/Bät/b': '' })
  const find = async (query: string, options: files.SearchOptions = { filename_only: true }) =>
    names((await dropbox.filesSearchV2({ query, options })).result)
  expect(await find('bat')).toEqual(['Bat cave', 'Batman car.txt'])
  expect(await find('BAT c')).toEqual(['Bat cave'])
  expect(await find('bat', folders)).toEqual(['Bat cave'])
  expect(await find('bä', { ...folders, path: '/school' })).toEqual(['Bät'])
  expect(await find('school', { ...folders, path: '/School' })).toEqual([])
  expect(await find('at')).toEqual([])
  expect(await find(' ')).toEqual([])
})

test('returns matches with their metadata, page by page', async () => {
  const { dropbox } = await startTestDropbox({ 'Lesson 1/a': '', 'Lesson 2/a': '', 'Lesson 3/a': '' })
  const { result } = await dropbox.filesSearchV2({ query: 'lesson', options: { ...folders, max_results: 2 } })
  expect(result).toEqual({
    has_more: true,
    cursor: expect.any(String),
    matches: ['Lesson 1', 'Lesson 2'].map(name => ({
      metadata: {
        '.tag': 'metadata',
        metadata: {
          ...{ '.tag': 'folder', name, path_display: `/${name}`, path_lower: `/${name.toLowerCase()}` },
          id: expect.stringMatching(/^id:/),
        },
      },
      match_type: { '.tag': 'filename' },
    })),
  })
  const { result: last } = await dropbox.filesSearchContinueV2({ cursor: result.cursor! })
  expect([names(last), last.has_more, last.cursor]).toEqual([['Lesson 3'], false, undefined])
})

test('rejects a search below something that is not a folder', async () => {
  const { dropbox } = await startTestDropbox({ 'a.txt': '' })
  const failureOf = (path: string) =>
    dropbox.filesSearchV2({ query: 'a', options: { ...folders, path } }).catch(({ error }) => error.error_summary)
  expect(await failureOf('/nowhere')).toMatch(/^path\/not_found/)
  expect(await failureOf('/a.txt')).toMatch(/^path\/not_folder/)
})
