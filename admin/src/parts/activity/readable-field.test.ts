import { expect, test } from 'vitest'
import { fieldLabel, fieldValue } from './readable-field.ts'

test('fieldLabel makes words of the name in the API', () => {
  expect(fieldLabel('monthlyMicros')).toBe('Monthly')
  expect(fieldLabel('filesCopied')).toBe('Files copied')
  expect(fieldLabel('draft.revision')).toBe('Draft, revision')
  expect(fieldLabel('blockers.0.message')).toBe('Blockers, 0, message')
})

test('fieldValue writes amounts, sizes, numbers, and times', () => {
  expect(fieldValue('monthlyMicros', '7000000')).toBe('$7.00')
  expect(fieldValue('monthlyMicros', '7000000', 'EUR')).toBe('€7.00')
  expect(fieldValue('bytesCopied', '791578')).toBe('792 kB')
  expect(fieldValue('filesCopied', '1234')).toBe('1,234')
  expect(fieldValue('expiresAt', '2026-12-24T12:00:00.000Z')).toContain('December 24, 2026')
})

test('fieldValue writes yes and no, and says that a value is empty', () => {
  expect(fieldValue('active', 'true')).toBe('Yes')
  expect(fieldValue('active', 'false')).toBe('No')
  expect(fieldValue('expiresAt', '')).toBe('Nothing')
})

test('fieldValue keeps what is a text', () => {
  for (const value of ['Physics', 'package.published, budget.changed', '1796038334820-5mwlhj', '2026-12-24'])
    expect(fieldValue('name', value)).toBe(value)
})
