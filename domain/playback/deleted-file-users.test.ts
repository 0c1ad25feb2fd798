import { expect, test } from 'vitest'
import { deletedFileFinder } from './deleted-file-users.ts'

const find = deletedFileFinder(['img/Hare.png', 'intro/index.html', 'a.html'], ['A.html', 'b.html'])

test('a deleted file is found in any letter case, and as the index page of its folder', () => {
  expect(find('img/hare.PNG')).toBe(find('img/Hare.png'))
  expect(find('img/Hare.png')).not.toBeNull()
  expect(find('intro/')).toBe(find('intro/index.html'))
  expect(find('intro')).toBe(find('intro/index.html'))
})

test('a link is not broken while a file stays that it leads to', () => {
  expect(find('a.html')).toBeNull()
  expect(find('b.html')).toBeNull()
  expect(find('img/other.png')).toBeNull()
})
