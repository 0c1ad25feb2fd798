import { expect, test } from 'vitest'
import { formatAlternatives, formatCount, formatList, formatPercent } from './count.ts'

test('thousands are separated', () => {
  expect(formatCount(1234567)).toBe('1,234,567')
})

test('percentages are rounded down, so that 100% means finished', () => {
  expect(formatPercent(99.9)).toBe('99%')
  expect(formatPercent(29)).toBe('29%')
  expect(formatPercent(100)).toBe('100%')
})

test('list items are separated by commas', () => {
  expect(formatList(['12 copied', '3 deleted', '2 ignored'])).toBe('12 copied, 3 deleted, 2 ignored')
})

test('alternatives are joined by or', () => {
  expect(formatAlternatives(['Owner', 'Administrator', 'Auditor'])).toBe('Owner, Administrator, or Auditor')
})
