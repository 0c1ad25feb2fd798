import { expect, test } from 'vitest'
import { suggestSlug } from './slug.ts'

test('suggestSlug keeps letters, digits, and single hyphens', () => {
  expect(suggestSlug('Staging (North)')).toBe('staging-north')
  expect(suggestSlug('  École 9 ')).toBe('ecole-9')
  expect(suggestSlug('Prüfung Große Straße')).toBe('pruefung-grosse-strasse')
  expect(suggestSlug('U\u0308bung')).toBe('uebung')
  expect(suggestSlug('???')).toBe('')
  expect(suggestSlug(`${'a'.repeat(62)} b`)).toBe('a'.repeat(62))
})
