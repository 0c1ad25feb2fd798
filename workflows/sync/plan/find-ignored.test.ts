import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, onTestFinished, test } from 'vitest'
import { findIgnored } from './find-ignored.ts'
import { parseIgnoreList } from './ignore-patterns.ts'

const ignored = (list: string, paths: string[]) => findIgnored(Buffer.from(list), paths).ignored.map(({ path }) => path)

test.each([
  ['*.psd', ['a.psd', 'b/c.PSD'], ['a.jpg', 'a.psd.jpg']],
  ['/a.psd', ['a.psd'], ['b/a.psd']],
  ['notes/', ['notes/a.txt', 'b/notes/c/d.txt'], ['notes']],
  ['notes/*\n!notes/keep.txt', ['notes/a.txt'], ['notes/keep.txt', 'b/notes/a.txt']],
  ['notes\n!notes/keep.txt', ['notes/keep.txt'], []],
  ['a/**/b', ['a/b', 'a/c/b', 'a/c/d/b'], ['b', 'c/a/b']],
  ['a/**', ['a/b', 'a/b/c'], ['a', 'b/a/c']],
  ['**/a/b', ['a/b', 'c/a/b', 'c/d/a/b/e'], ['a/c/b']],
  ['***/**', ['a', 'a/b'], []],
  ['a**b', ['ab', 'a-b', 'c/axxb'], ['a/b']],
  ['file?.txt', ['file1.txt'], ['file.txt', 'file10.txt', 'file/.txt']],
  ['[a-c]*.txt\n[!x]y', ['apple.txt', 'Cat.txt', 'ay'], ['dog.txt', 'xy']],
  [`${String.raw`\#a`}\n${String.raw`\!b`}\n${String.raw`c\*`}`, ['#a', '!b', 'c*'], ['a', 'b', 'cd']],
  [`# comment\n\na  \n${String.raw`b\ `}`, ['a', 'b '], ['b', '# comment']],
  ['Über*', ['u\u0308ber.txt', 'ÜBER.txt'], ['uber.txt']],
  ['a[', [], ['a[', 'a']],
])('reads the list %j like git', (list, matching, others) => {
  expect(ignored(list, [...matching, ...others])).toEqual(matching)
})

test('names the line that excludes a file or one of its folders', () => {
  const list = `# mine\r\n  \n*.psd \n${'x'.repeat(1_001)}\nnotes/\n!b.psd\nb.psd\n${'y'.repeat(90)}\n`
  const paths = ['a.psd', 'notes/2026/a.txt', 'b.psd', 'c.txt', 'y'.repeat(90)]
  expect(findIgnored(Buffer.from(list), paths)).toEqual({
    ignored: [
      { path: 'a.psd', line: 3, text: '*.psd' },
      { path: 'notes/2026/a.txt', line: 5, text: 'notes/' },
      { path: 'b.psd', line: 7, text: 'b.psd' },
      { path: 'y'.repeat(90), line: 8, text: 'y'.repeat(80) },
    ],
    returned: [],
    firstOmittedLine: 4,
  })
})

test.each([
  ['!.env', ['.env whole', 'api/.env']],
  ['!/.env', ['.env whole']],
  ['!api/.env', ['api/.env whole']],
  ['!API/.ENV', ['api/.env whole']],
  ['!.env*', ['.env', 'api/.env']],
  ['!**/.env', ['.env', 'api/.env']],
  [String.raw`!api/\.env`, ['api/.env whole']],
  ['!api/', ['api/.env']],
  ['!.env\n!*', ['.env whole', 'api/.env']],
  ['!.env\n*\n!*', ['.env', 'api/.env']],
  ['!.env\n.env', []],
  ['api\n!api/.env', []],
])('the list %j takes back %j', (list, expected) => {
  const { returned } = findIgnored(Buffer.from(list), ['.env', 'api/.env'])
  expect(returned.map(({ path, isWholePath }) => (isWholePath ? `${path} whole` : path))).toEqual(expected)
})

test('agrees with git', async () => {
  const name = fc.string({ unit: fc.constantFrom('a', 'b', 'A', '.', '-'), minLength: 1, maxLength: 4 })
  // Git refuses paths such as "." and "..".
  const path = fc.array(
    name.filter(text => !/^\.+$/.test(text)),
    { minLength: 1, maxLength: 4 },
  )
  const wildcardName = fc.string({ unit: fc.constantFrom('a', 'b', '*', '?', '.', '-'), minLength: 1, maxLength: 5 })
  const pattern = fc
    .tuple(
      fc.constantFrom('', '!', '/', '!/'),
      fc.array(fc.oneof(wildcardName, fc.constant('**'), fc.constant('***'), fc.constant('[!a-a]')), {
        minLength: 1,
        maxLength: 3,
      }),
      fc.constantFrom('', '/'),
    )
    .map(([start, names, end]) => start + names.join('/') + end)
  const paths = fc.array(path, { minLength: 1, maxLength: 5 }).map(all => all.map(names => names.join('/')))
  const seed = Date.now() % 1_000_000
  const samples = fc.sample(fc.tuple(fc.array(pattern, { minLength: 1, maxLength: 4 }), paths), { numRuns: 800, seed })
  const ours = samples.map(([rules, all]) => ({ rules, ignored: ignored(rules.join('\n'), all) }))
  const git = await ignoredByGit(samples.map(([rules, all]) => [rules.join('\n'), all]))
  const theirs = samples.map(([rules, all], index) => ({
    rules,
    ignored: all.filter(each => git.has(`${index}/${each}`)),
  }))
  expect({ seed, samples: ours }).toEqual({ seed, samples: theirs })
})

/** Asks git which paths each list ignores. Returns the paths behind the index of their list, as in `0/a/b`. */
async function ignoredByGit(samples: [list: string, paths: string[]][]): Promise<Set<string>> {
  const folder = await mkdtemp(join(tmpdir(), 'lectern-ignore-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  execFileSync('git', ['init', '--quiet', folder])
  execFileSync('git', ['-C', folder, 'config', 'core.ignoreCase', 'true'])
  for (const [index, [list]] of samples.entries()) {
    await mkdir(join(folder, `${index}`))
    await writeFile(join(folder, `${index}`, '.gitignore'), list)
  }
  const input = samples.flatMap(([, paths], index) => paths.map(path => `${index}/${path}`)).join('\0')
  const output = execFileSync('git', ['-C', folder, 'check-ignore', '--no-index', '--stdin', '-z'], { input })
  return new Set(output.toString().split('\0'))
}

test('bounds the list, and says from which line on it is not applied', () => {
  const long = `a${'*a'.repeat(600)}`
  expect(parseIgnoreList(`b\n${long}\nc`)).toMatchObject({ firstOmittedLine: 2, rules: [{}, {}] })
  const many = parseIgnoreList('a\n'.repeat(2_000))
  expect([many.rules.length, many.firstOmittedLine]).toEqual([1_000, 1_001])
  expect(parseIgnoreList('a\n'.repeat(1_000)).firstOmittedLine).toBeNull()
})

test('matches patterns in linear time that make regular expressions hang', () => {
  const paths = Array.from({ length: 20 }, (_, index) => `${'a'.repeat(100)}${index}`)
  expect(ignored('*a*a*a*a*a*a*b', paths)).toEqual([])
  expect(ignored('**/a/**/a/**/a/**/b', [`${'a/'.repeat(200)}c`])).toEqual([])
})
