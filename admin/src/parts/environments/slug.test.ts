import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { suggestSlug } from './slug.ts'

// The admin and the server share no code. Both are tested with the same names.
const file = join(import.meta.dirname, '../../../../domain/test/slugs.json')
const slugs: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'))

test.each(Object.entries(slugs))('suggestSlug makes of "%s" what the server makes of it', (name, slug) => {
  expect(suggestSlug(name)).toBe(slug)
})
