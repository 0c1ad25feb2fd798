import { expect, test } from 'vitest'
import { rootPage } from './root-page.ts'

test.each([
  ['the one called index', ['a.html', 'index.html', 'z.htm'], null, 'index.html'],
  ['of several the likeliest, whatever their order', ['index.xhtml', 'index.htm', 'Index.HTML'], null, 'Index.HTML'],
  ['the only page, whatever its name', ['a.png', 'start.htm', 'b/index.html'], null, 'start.htm'],
  ['none where several could be it', ['a.html', 'b.html'], null, null],
  ['none where all lie deeper', ['a/index.html'], null, null],
  ['the chosen one', ['a.html', 'index.html'], 'a.html', 'a.html'],
  ['another one where the chosen one is gone', ['index.html'], 'a.html', 'index.html'],
])('a package opens with %s', (_, paths, chosen, expected) => {
  expect(rootPage(paths, chosen)).toBe(expected)
})
