import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'

const src = join(import.meta.dirname, '..')
const paths = globSync('**/*.{ts,tsx,css}', { cwd: src }).filter(path => !/^theme\/|\.test\.ts$|generated/.test(path))

test('colors come from variables that suit both schemes, outside of the theme', () => {
  expect(paths.length).toBeGreaterThan(200)
  expect(
    paths.flatMap(path => fixedColors(readFileSync(join(src, path), 'utf8')).map(color => `${path}: ${color}`)),
  ).toEqual([])
})

test.each([
  ['<Text c="gray.6">', 'gray.6'],
  ['color: var(--mantine-color-brick-7);', '--mantine-color-brick-7'],
  ['background: var(--mantine-color-white);', '--mantine-color-white'],
  ['background: #fff;', '#fff'],
  ['fill="#1f6f54"', '#1f6f54'],
  ['box-shadow: 0 1px 2px rgb(24 33 29 / 4%);', 'rgb('],
  ['color: white;', ': white'],
  ["color={isStrong ? 'green' : 'red'}", "'green'"],
])('the check finds the fixed color in %s', (code, color) => {
  expect(fixedColors(code)[0]).toBe(color)
})

test.each(['color: var(--mantine-color-brick-text);', '<Text c="dimmed">', 'href="#main"', 'white-space: nowrap;'])(
  'the check finds none in %s',
  code => {
    expect(fixedColors(code)).toEqual([])
  },
)

/** Shades by number, colors by value, and colors that the theme does not have. */
function fixedColors(code: string): string[] {
  const palettes = '(?:board|gray|sky|leaf|amber|brick|dark)'
  const names = '(?:white|black|red|green|blue|teal|yellow|orange|grape|violet|cyan|lime|pink|indigo)'
  const pattern = new RegExp(
    String.raw`\b${palettes}\.\d\b|--mantine-color-[a-z]+-\d\b|--mantine-color-(?:white|black)\b|#(?:[0-9a-f]{6}|[0-9a-f]{3})\b|\b(?:rgba?|hsla?|oklch)\(|: ${names}(?=[;\s])|['"]${names}['"]`,
    'gi',
  )
  return code.match(pattern) ?? []
}
