import compileMessage from 'icu-minify/compile'
import { expect, test } from 'vitest'
import type { Catalog } from './catalog.ts'
import { de } from './de/de.ts'
import { en } from './en/en.ts'
import { findHardCodedTexts, parseSource, readSources } from './test-sources.ts'
import { catalogs, pickLocale, t } from './texts.ts'

const sources = readSources()

test('no text for people stands outside the catalog', () => {
  expect(sources.flatMap(findHardCodedTexts)).toEqual([])
})

test.each([
  'const a = <p>Cancel</p>',
  'const a = <p>{isOpen ? "on" : t("room.off")}</p>',
  'const a = <TextInput placeholder="search" />',
  `const a = <Button aria-label={\`Retry \${name}\`} />`,
  `const label = (n: number) => \`\${n} files\``,
  'const label = () => "Canceled"',
])('the check finds the text in %s', code => {
  expect(findHardCodedTexts(parseSource('sample.tsx', code))).toHaveLength(1)
})

test.each([
  'const a = <Stack gap="md" c="dimmed">{t("room.key")} · {size}</Stack>',
  'import { Button } from "Some Package"',
  `const url = \`/packages/\${slug}\``,
  'const isEscape = event.key === "Escape"',
  'cache.invalidate("Query", "users")',
])('the check finds no text in %s', code => {
  expect(findHardCodedTexts(parseSource('sample.tsx', code))).toEqual([])
})

test('every text of the catalog is used', () => {
  const code = sources.map(({ text }) => text).join('\n')
  const keys = Object.entries(en).flatMap(([room, texts]) => Object.keys(texts).map(key => `${room}.${key}`))
  expect(keys.filter(key => !code.includes(`'${key}'`))).toEqual([])
})

test('every language has the texts of English, with the same parameters', async () => {
  for (const load of [...Object.values(catalogs), () => de])
    expect(parametersOf(await load())).toEqual(parametersOf(en))
  expect(parametersOf(en)).toMatchObject({ 'sync.filesOfTotal': ['done', 'total'], 'budget.spent': ['b', 'spent'] })
})

test('plurals and numbers follow the language', () => {
  expect(t('sync.itemsFound', { count: 1 })).toBe('1 file or folder found')
  expect(t('sync.itemsFound', { count: 1234 })).toBe('1,234 files and folders found')
})

test('the chosen language precedes those of the browser, and English is the last resort', () => {
  const locales = ['en-US', 'de-DE']
  expect(pickLocale('de-DE', ['en-GB'], locales)).toBe('de-DE')
  expect(pickLocale('fr-FR', ['de-AT', 'en-US'], locales)).toBe('de-DE')
  expect(pickLocale(null, ['fr-FR', 'en-GB'], locales)).toBe('en-US')
  expect(pickLocale(null, ['fr-FR'], locales)).toBe('en-US')
})

/** The names of parameters and tags of every text, by key. */
function parametersOf(catalog: Catalog): Record<string, string[]> {
  const parameters: Record<string, string[]> = {}
  for (const [room, texts] of Object.entries(catalog))
    for (const [key, text] of Object.entries(texts)) parameters[`${room}.${key}`] = namesIn(compileMessage(text)).sort()
  return parameters
}

/** The names in a compiled message: a string, or a list of nodes (`[name, type, branches]` or `[tag, ...children]`). */
function namesIn(message: unknown): string[] {
  const nodes = Array.isArray(message) ? message.filter(Array.isArray) : []
  const names = nodes.flatMap(([name, ...rest]) => [name, ...namesIn(rest), ...rest.flatMap(namesInBranches)])
  return [...new Set(names)]
}

function namesInBranches(branches: unknown): string[] {
  if (typeof branches !== 'object' || branches === null || Array.isArray(branches)) return []
  return Object.values(branches).flatMap(namesIn)
}
