import { expect, test } from 'vitest'
import { formatLanguage } from './language.ts'

test('a language is named in itself, without its country', () => {
  expect(['en-US', 'de-DE'].map(formatLanguage)).toEqual(['English', 'Deutsch'])
})
