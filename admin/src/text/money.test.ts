import { expect, test } from 'vitest'
import { about, currencySign, money } from './money.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })

test('an amount has the sign and the coins of its currency', () => {
  expect(money(dollars(1234.5))).toBe('$1,234.50')
  expect(money({ amount: 12.4, currency: 'EUR' })).toBe('€12.40')
  expect(money({ amount: 1240, currency: 'JPY' })).toBe('¥1,240')
  expect(money(dollars(-2))).toBe('-$2.00')
  expect(currencySign('EUR')).toBe('€')
})

test('little money is not told as none', () => {
  expect(money(dollars(0))).toBe('$0.00')
  expect(money(dollars(0.004))).toBe('less than $0.01')
  expect(money(dollars(0.006))).toBe('$0.01')
  expect(money({ amount: 0.3, currency: 'JPY' })).toBe('less than ¥1')
})

test('an estimate is told as one', () => {
  expect(about(dollars(0.45))).toBe('about $0.45')
  expect(about(dollars(0.001))).toBe('less than $0.01')
})
