import { expect, test } from 'vitest'
import { firstIndexWhere, pathsIn } from './sorted.ts'

test('finds the first matching index at any position', () => {
  const sorted = [1, 3, 3, 7]
  expect([0, 1, 2, 3, 5, 7, 8].map(minimum => firstIndexWhere(sorted, element => element >= minimum))).toEqual([
    0, 0, 1, 1, 3, 3, 4,
  ])
  expect(firstIndexWhere([], () => true)).toBe(0)
})

const sorted = ['/a', '/a-b', '/a/x', '/a/x/1', '/a/x-y', '/a/x.z', '/a/y', '/a0', '/b'].sort()
const listPaths = (folder: string, recursive: boolean, after = '') => [...pathsIn(sorted, folder, recursive, after)]

test('yields a folder and its contents, but no paths that only share the prefix', () => {
  expect(listPaths('/a', true)).toEqual(['/a', '/a/x', '/a/x-y', '/a/x.z', '/a/x/1', '/a/y'])
  expect(listPaths('/a', false)).toEqual(['/a/x', '/a/x-y', '/a/x.z', '/a/y'])
  expect(listPaths('', true)).toEqual(sorted)
  expect(listPaths('', false)).toEqual(['/a', '/a-b', '/a0', '/b'])
  expect(listPaths('/b', true)).toEqual(['/b'])
  expect(listPaths('/nowhere', true)).toEqual([])
})

test('continues after any path, even after a deleted one', () => {
  for (const [folder, recursive] of [
    ['/a', true],
    ['/a', false],
    ['', true],
    ['', false],
  ] as const) {
    const all = listPaths(folder, recursive)
    for (const [index, path] of all.entries()) expect(listPaths(folder, recursive, path)).toEqual(all.slice(index + 1))
  }
  expect(listPaths('/a', true, '/a/x-q')).toEqual(['/a/x-y', '/a/x.z', '/a/x/1', '/a/y'])
})
