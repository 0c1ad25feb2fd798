import { expect, test } from 'vitest'
import type { FolderEntry } from './folder-entry.ts'
import { folderRows, foldersAround, inOrder } from './folder-rows.ts'

const entry = (path: string, isFolder = false): FolderEntry => ({
  ...{ path, isFolder, fileCount: 1, bytes: 1, kind: isFolder ? null : 'PAGE', change: null, changedCount: 0 },
})
const folders = new Map([
  ['', [entry('a', true), entry('z.html')]],
  ['a', [entry('a/b', true), entry('a/1.html')]],
])
const shown = (open: string[]) =>
  folderRows(folders, new Set(open)).map(
    ({ name, depth, isOpen }) => `${'  '.repeat(depth)}${name}${isOpen ? ' ▾' : ''}`,
  )

test('the entries of open folders come below them', () => {
  expect(shown([])).toEqual(['a', 'z.html'])
  expect(shown(['a'])).toEqual(['a ▾', '  b', '  1.html', 'z.html'])
})

test('an open folder that is not loaded yet has no entries', () => {
  expect(shown(['a', 'a/b'])).toEqual(['a ▾', '  b ▾', '  1.html', 'z.html'])
})

test('the folders around a file are those in its path', () => {
  expect(foldersAround('a/b/c.html')).toEqual(['a', 'a/b'])
  expect(foldersAround('c.html')).toEqual([])
})

test('folders come first, and numbers in names count as numbers', () => {
  const entries = [entry('10.html'), entry('2.html'), entry('B.html'), entry('a.html'), entry('z', true)]
  expect(inOrder(entries).map(({ path }) => path)).toEqual(['z', '2.html', '10.html', 'a.html', 'B.html'])
})
