import { expect, test } from 'vitest'
import { formatAmountInput, parseAmount } from './amount.ts'

test('parseAmount accepts decimal points, decimal commas, and thousands separators', () => {
  expect(parseAmount('50')).toBe(50)
  expect(parseAmount(' 12.50 ')).toBe(12.5)
  expect(parseAmount('12,50')).toBe(12.5)
  expect(parseAmount('1,250')).toBe(1250)
  expect(parseAmount('1.250')).toBe(1.25)
  expect(parseAmount('0,005')).toBe(0.005)
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

test('in German, points separate thousands, and a comma starts the cents', () => {
  const parse = (input: string) => parseAmount(input, 'de-DE')
  expect(parse('12,50')).toBe(12.5)
  expect(parse('12.50')).toBe(12.5)
  expect(parse('1.250')).toBe(1250)
  expect(parse('1,250')).toBe(1.25)
  expect(parse('1.234.567,5')).toBe(1234567.5)
  expect(parse('1,250.50')).toBe(1250.5)
  expect(parse('0,005')).toBe(0.005)
  expect(parse('0.005')).toBe(0.005)
  expect(parse('1,2,3')).toBeNull()
  expect(formatAmountInput(12.5, 'de-DE')).toBe('12,50')
  expect(formatAmountInput(1250, 'de-DE')).toBe('1250')
})

test.each(['en-US', 'de-DE'])('in %s, an amount in the field is read as the same amount', locale => {
  for (const amount of [0, 0.005, 0.01, 1, 12.5, 1250, 1250.75, 1234567.891234])
    expect(parseAmount(formatAmountInput(amount, locale), locale)).toBe(amount)
})
