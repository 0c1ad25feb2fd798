import { expect, test } from 'vitest'
import { rootPage } from './root-page.ts'

test.each([
  ['the index page', ['a.html', 'index.html', 'z.htm'], null, 'index.html'],
  [
    'the likeliest of several index pages, in any order',
    ['index.xhtml', 'index.htm', 'Index.HTML'],
    null,
    'Index.HTML',
  ],
  ['the only page, with any name', ['a.png', 'start.htm', 'b/index.html'], null, 'start.htm'],
  ['no page when there are several candidates', ['a.html', 'b.html'], null, null],
  ['no page when all are in subfolders', ['a/index.html'], null, null],
  ['the chosen page', ['a.html', 'index.html'], 'a.html', 'a.html'],
  ['another page when the chosen one is missing', ['index.html'], 'a.html', 'index.html'],
])('a package opens with %s', (_, paths, chosen, expected) => {
  expect(rootPage(paths, chosen)).toBe(expected)
})
