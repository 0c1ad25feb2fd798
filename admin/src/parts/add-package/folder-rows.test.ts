import { expect, test } from 'vitest'
import { flatRows, folderRows, inOrder } from './folder-rows.ts'

const folder = (path: string) => ({
  ...{ path, name: path.slice(path.lastIndexOf('/') + 1), package: null, packagesInside: 0, problem: null },
})
const folders = new Map([
  ['', [folder('/Course'), folder('/Other')]],
  ['/course', [folder('/course/Lesson'), folder('/course/Notes')]],
  ['/course/notes', []],
])
const shown = (...open: string[]) =>
  folderRows(folders, new Set(open)).map(
    ({ name, depth, isFolder, isOpen }) => `${'  '.repeat(depth)}${isFolder ? (isOpen ? '▾' : '▸') : '·'} ${name}`,
  )

test('shows the subfolders of open folders, also when Dropbox spells the path in another letter case', () => {
  expect(shown()).toEqual(['▸ Course', '▸ Other'])
  expect(shown('/course')).toEqual(['▾ Course', '  ▸ Lesson', '  · Notes', '▸ Other'])
})

test('a folder that is not loaded yet is open without rows, and one without subfolders cannot be opened', () => {
  expect(shown('/course', '/course/lesson', '/course/notes')).toEqual([
    ...['▾ Course', '  ▾ Lesson', '  · Notes', '▸ Other'],
  ])
})

test('found folders are rows of a list', () => {
  expect(flatRows([folder('/a/b')])).toMatchObject([{ path: '/a/b', name: 'b', depth: 0, isFolder: false }])
})

test('numbers in names are ordered by their value', () => {
  const names = ['Lesson 10', 'lesson 2', 'Atlas'].map(name => folder(`/${name}`))
  expect(inOrder(names).map(({ name }) => name)).toEqual(['Atlas', 'lesson 2', 'Lesson 10'])
})
