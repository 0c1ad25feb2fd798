import { expect, test } from 'vitest'
import { respell } from './respell.ts'

test.each([
  ['a file', 'A.PNG', 'a.png', 'a.png'],
  ['a file in folders', 'Images/Big/A.png', 'lesson/images/big/a.png', 'images/big/a.png'],
  ['a file above', '../Images/A.png', 'images/a.png', '../images/a.png'],
  ['a file with a query and a fragment', 'A.html?X=1#Part', 'a.html', 'a.html?X=1#Part'],
  ['an encoded name', 'Gr%C3%BC%C3%9Fe/My%20A.png', 'Grüße/my a.png', 'Gr%C3%BC%C3%9Fe/my%20a.png'],
  ['a name with a space', 'My A.png', 'my a.png', 'my a.png'],
  ['a folder', 'Lesson/', 'lesson/index.html', 'lesson/'],
  ['a folder without a slash', './Lesson', 'lesson/index.html', './lesson'],
  ['a file with a doubled slash', 'Images//A.png', 'images/a.png', 'Images//a.png'],
  ['a page without a name', '?A', 'index.html', '?A'],
])('writes %s with the letter case of its name', (_, url, actualPath, expected) => {
  expect(respell(url, actualPath)).toBe(expected)
})
