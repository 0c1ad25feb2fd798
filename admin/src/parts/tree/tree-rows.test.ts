import { expect, test } from 'vitest'
import { treeRows } from './tree-rows.ts'

const files = ['a/b/1.html', 'a/b/2.html', 'a/c.html', 'd.html', 'e/f.html'].map(path => ({ path }))
const shown = (closed: string[]) =>
  treeRows(files, new Set(closed)).map(
    ({ name, depth, item, isOpen }) => `${'  '.repeat(depth)}${item ? '' : isOpen ? '▾ ' : '▸ '}${name}`,
  )

test('each folder comes once, before its files', () => {
  expect(shown([])).toEqual(['▾ a', '  ▾ b', '    1.html', '    2.html', '  c.html', 'd.html', '▾ e', '  f.html'])
})

test('a closed folder hides everything in it, also folders', () => {
  expect(shown(['a/b'])).toEqual(['▾ a', '  ▸ b', '  c.html', 'd.html', '▾ e', '  f.html'])
  expect(shown(['a', 'a/b', 'e'])).toEqual(['▸ a', 'd.html', '▸ e'])
})

test('two folders of one name in different folders are two', () => {
  const rows = treeRows([{ path: 'a/x/1' }, { path: 'b/x/1' }], new Set(['b/x']))
  expect(rows.map(({ path }) => path)).toEqual(['a', 'a/x', 'a/x/1', 'b', 'b/x'])
})
