import { expect, test } from 'vitest'
import { currencySymbol, formatEstimate, formatExactMoney, formatMoney } from './money.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })

test('an amount has the symbol and the decimals of its currency', () => {
  expect(formatMoney(dollars(1234.5))).toBe('$1,234.50')
  expect(formatMoney({ amount: 12.4, currency: 'EUR' })).toBe('€12.40')
  expect(formatMoney({ amount: 1240, currency: 'JPY' })).toBe('¥1,240')
  expect(formatMoney(dollars(-2))).toBe('-$2.00')
  expect(currencySymbol('EUR')).toBe('€')
})

test('a positive amount is never shown as zero', () => {
  expect(formatMoney(dollars(0))).toBe('$0.00')
  expect(formatMoney(dollars(0.004))).toBe('under $0.01')
  expect(formatMoney(dollars(0.006))).toBe('$0.01')
  expect(formatMoney({ amount: 0.3, currency: 'JPY' })).toBe('under ¥1')
})

test('an estimate starts with about', () => {
  expect(formatEstimate(dollars(0.45))).toBe('about $0.45')
  expect(formatEstimate(dollars(0.001))).toBe('under $0.01')
})

test('an exact amount has up to four decimals under one dollar', () => {
  expect(formatExactMoney(dollars(0.0045))).toBe('$0.0045')
  expect(formatExactMoney(dollars(-0.0045))).toBe('-$0.0045')
  expect(formatExactMoney(dollars(0.31))).toBe('$0.31')
  expect(formatExactMoney(dollars(0))).toBe('$0.00')
  expect(formatExactMoney(dollars(1.23456))).toBe('$1.23')
  expect(formatExactMoney(dollars(0.00001))).toBe('under $0.0001')
})
