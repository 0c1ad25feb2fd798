import { expect, test } from 'vitest'
import { addMonths, formatDate, formatMonth, parseMonthParam } from './months.ts'

test('an address names a month, or it does not', () => {
  expect(parseMonthParam('2026-11')).toBe('2026-11-01')
  expect(parseMonthParam('2026-13')).toBeNull()
  expect(parseMonthParam('november')).toBeNull()
  expect(parseMonthParam(null)).toBeNull()
})

test('months follow each other over the turn of the year', () => {
  expect(addMonths('2026-12-01', 1)).toBe('2027-01')
  expect(addMonths('2026-01-01', -1)).toBe('2025-12')
})

test('a month and a day are the same in every time zone', () => {
  expect(formatMonth('2026-11-01')).toBe('November 2026')
  expect(formatDate('2026-11-01')).toBe('1 November 2026')
})
