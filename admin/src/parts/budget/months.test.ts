import { expect, test } from 'vitest'
import { addMonths, formatDate, formatMonth, formatShortMonth, parseMonthParam } from './months.ts'

test('parseMonthParam returns null if the address has no valid month', () => {
  expect(parseMonthParam('2026-11')).toBe('2026-11-01')
  expect(parseMonthParam('2026-13')).toBeNull()
  expect(parseMonthParam('november')).toBeNull()
  expect(parseMonthParam(null)).toBeNull()
})

test('addMonths crosses the year boundary', () => {
  expect(addMonths('2026-12-01', 1)).toBe('2027-01')
  expect(addMonths('2026-01-01', -1)).toBe('2025-12')
})

test('months and dates do not depend on the time zone', () => {
  expect(formatMonth('2026-11-01')).toBe('November 2026')
  expect(formatShortMonth('2026-11-01')).toBe('Nov')
  expect(formatDate('2026-11-01')).toBe('November 1, 2026')
})
