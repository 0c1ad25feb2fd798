import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect, test } from 'vitest'
import { darkScheme, lightScheme } from './schemes.ts'

const admin = join(import.meta.dirname, '../..')
const read = (path: string) => readFileSync(join(admin, path), 'utf8')

test.each([
  ['dark', null, true],
  ['light', null, false],
  ['light', 'auto', false],
  ['dark', 'auto', true],
  ['light', 'light', true],
  ['dark', 'dark', false],
])(
  'the page is %s before its first paint when %s was chosen and the system prefers dark: %s',
  (scheme, chosen, systemIsDark) => {
    expect(firstScheme(() => chosen, systemIsDark)).toBe(scheme)
  },
)

test('the system decides where storage is blocked', () => {
  const blocked = () => {
    throw new Error('SecurityError')
  }
  expect(firstScheme(blocked, true)).toBe('dark')
})

test('the scheme is set before styles and scripts, and under the key that the theme writes', () => {
  expect(read('index.html')).toMatch(/<script src="\/color-scheme\.js"><\/script>\s*<\/head>/)
  const key = /'(lectern:[a-z-]+)'/
  expect(read('public/color-scheme.js').match(key)![1]).toBe(read('src/theme/color-scheme.ts').match(key)![1])
})

test('the page has its color before the theme is there', () => {
  const css = read('src/theme/page.css')
  expect(css).toContain(`background: ${lightScheme.page}`)
  expect(css).toContain(`background: ${darkScheme.page}`)
})

/** Runs the script of the page, and returns the scheme that it sets. */
function firstScheme(getItem: () => string | null, systemIsDark: boolean): string | undefined {
  const attributes: Record<string, string> = {}
  runInNewContext(read('public/color-scheme.js'), {
    localStorage: { getItem },
    matchMedia: () => ({ matches: systemIsDark }),
    document: {
      documentElement: { setAttribute: (name: string, value: string) => Object.assign(attributes, { [name]: value }) },
    },
  })
  return attributes['data-mantine-color-scheme']
}
