import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { codesByKind, codesOfKind, findingKinds } from './finding-kinds.ts'
import { findingTitle } from './finding-labels.ts'

const source = readFileSync(join(import.meta.dirname, '../../../../domain/findings/finding-codes.ts'), 'utf8')
const codes = [...source.matchAll(/'([A-Z_]+)'/g)].map(([, code]) => code!)

test('every finding has exactly one kind, and a title', () => {
  expect(codes.length).toBeGreaterThan(45)
  expect(findingKinds.flatMap(kind => codesByKind[kind] as readonly string[]).sort()).toEqual(codes.toSorted())
  const untitled = findingTitle({ code: 'UNKNOWN', placeCount: 1 })
  expect(codes.filter(code => findingTitle({ code, placeCount: 1 }) === untitled)).toEqual([])
  expect(findingTitle({ code: 'LINK_LETTER_CASE', placeCount: 9 })).toBe('Letter case differs · 9 places')
})

test('codesOfKind returns null for what is not a kind', () => {
  expect(codesOfKind('captions')).toContain('CAPTIONS_UNREADABLE')
  expect(codesOfKind('toString')).toBeNull()
  expect(codesOfKind(null)).toBeNull()
})
