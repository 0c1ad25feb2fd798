import { expect, test } from 'vitest'
import { firstIndexWhere, pathsIn } from './sorted.ts'

test('the first for which it holds is found wherever it is', () => {
  const sorted = [1, 3, 3, 7]
  expect([0, 1, 2, 3, 5, 7, 8].map(least => firstIndexWhere(sorted, one => one >= least))).toEqual([
    0, 0, 1, 1, 3, 3, 4,
  ])
  expect(firstIndexWhere([], () => true)).toBe(0)
})

const sorted = ['/a', '/a-b', '/a/x', '/a/x/1', '/a/x-y', '/a/x.z', '/a/y', '/a0', '/b'].sort()
const among = (folder: string, recursive: boolean, after = '') => [...pathsIn(sorted, folder, recursive, after)]

test('a folder holds itself and what is in it, and nothing that only begins like it', () => {
  expect(among('/a', true)).toEqual(['/a', '/a/x', '/a/x-y', '/a/x.z', '/a/x/1', '/a/y'])
  expect(among('/a', false)).toEqual(['/a/x', '/a/x-y', '/a/x.z', '/a/y'])
  expect(among('', true)).toEqual(sorted)
  expect(among('', false)).toEqual(['/a', '/a-b', '/a0', '/b'])
  expect(among('/b', true)).toEqual(['/b'])
  expect(among('/nowhere', true)).toEqual([])
})

test('it goes on after any of its paths, and after one that is gone', () => {
  for (const [folder, recursive] of [
    ['/a', true],
    ['/a', false],
    ['', true],
    ['', false],
  ] as const) {
    const all = among(folder, recursive)
    for (const [index, path] of all.entries()) expect(among(folder, recursive, path)).toEqual(all.slice(index + 1))
  }
  expect(among('/a', true, '/a/x-q')).toEqual(['/a/x-y', '/a/x.z', '/a/x/1', '/a/y'])
})
