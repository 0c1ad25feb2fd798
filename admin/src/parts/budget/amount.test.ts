import { expect, test } from 'vitest'
import { formatAmountInput, parseAmount } from './amount.ts'

test('parseAmount accepts decimal points, decimal commas, and thousands separators', () => {
  expect(parseAmount('50')).toBe(50)
  expect(parseAmount(' 12.50 ')).toBe(12.5)
  expect(parseAmount('12,50')).toBe(12.5)
  expect(parseAmount('1,250')).toBe(1250)
  expect(parseAmount('1,250.50')).toBe(1250.5)
  expect(parseAmount('1.250,50')).toBe(1250.5)
  expect(parseAmount('1 250')).toBe(1250)
  expect(parseAmount('-5')).toBe(-5)
})

test('parseAmount returns null if the text is not an amount', () => {
  expect(parseAmount('')).toBeNull()
  expect(parseAmount('fifty')).toBeNull()
  expect(parseAmount('5 or 6')).toBeNull()
})

test('formatAmountInput uses as few decimals as possible', () => {
  expect(formatAmountInput(50)).toBe('50')
  expect(formatAmountInput(12.5)).toBe('12.50')
  expect(formatAmountInput(0.01)).toBe('0.01')
  expect(formatAmountInput(0.005)).toBe('0.005')
})
