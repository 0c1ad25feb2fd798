import { expect, test } from 'vitest'
import { amountOf, typedAmount } from './amount.ts'

test('amounts are read as people write them', () => {
  expect(amountOf('50')).toBe(50)
  expect(amountOf(' 12.50 ')).toBe(12.5)
  expect(amountOf('12,50')).toBe(12.5)
  expect(amountOf('1,250')).toBe(1250)
  expect(amountOf('1,250.50')).toBe(1250.5)
  expect(amountOf('1.250,50')).toBe(1250.5)
  expect(amountOf('1 250')).toBe(1250)
  expect(amountOf('-5')).toBe(-5)
})

test('what is no amount is none', () => {
  expect(amountOf('')).toBeNull()
  expect(amountOf('fifty')).toBeNull()
  expect(amountOf('5 or 6')).toBeNull()
})

test('a field shows no more digits than it needs', () => {
  expect(typedAmount(50)).toBe('50')
  expect(typedAmount(12.5)).toBe('12.50')
  expect(typedAmount(0.01)).toBe('0.01')
  expect(typedAmount(0.005)).toBe('0.005')
})
