import { expect, test } from 'vitest'
import { findByPath, pathKey } from './path-key.ts'

test.each([
  ['letter case', 'Bilder/Hase.PNG', 'bilder/hase.png'],
  ['the form of accents', 'fu\u0308chse.png', 'f\u00fcchse.png'],
  ['both', 'FU\u0308CHSE.png', 'f\u00fcchse.PNG'],
  ['letter case of other alphabets', '\u0417\u0410\u042f\u0426.html', '\u0437\u0430\u044f\u0446.html'],
  ['letter case beside characters of addresses', 'a b%#?.png', 'A B%#?.PNG'],
])('paths that differ only in %s have the same key', (_, one, other) => {
  expect(pathKey(one)).toBe(pathKey(other))
})

test.each([
  ['another letter', 'fuchse.png', 'f\u00fcchse.png'],
  ['a letter that is written as two', 'stra\u00dfe.png', 'strasse.png'],
  ['a space', 'a.png', 'a .png'],
  ['a ligature', '\ufb01sch.png', 'fisch.png'],
])('paths that differ in %s have different keys', (_, one, other) => {
  expect(pathKey(one)).not.toBe(pathKey(other))
})

test('finds the exact spelling first, and otherwise the first by code points', () => {
  const items = ['\u{1f407}.png', '\uff5a.png', 'b.png', 'B.png', 'a.png'].map(path => ({ path }))
  expect(findByPath(items, 'b.png')?.path).toBe('b.png')
  expect(findByPath(items, 'A.PNG')?.path).toBe('a.png')
  expect(findByPath(items, 'B.PNG')?.path).toBe('B.png')
  expect(findByPath(items, 'c.png')).toBeNull()
})
