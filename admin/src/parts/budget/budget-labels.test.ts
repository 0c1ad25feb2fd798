import { expect, test } from 'vitest'
import {
  barLabel,
  barPercents,
  encodingUseLabel,
  legendItems,
  listPriceLabel,
  remainingBudget,
  remainingLabel,
  reservedLabel,
} from './budget-labels.ts'

const dollars = (amount: number) => ({ amount, currency: 'USD' })
const budget = { month: '2026-11-01', limit: dollars(50), spent: dollars(20), reserved: dollars(5) }

test('what is reserved is not left', () => {
  expect(remainingBudget(budget)).toEqual(dollars(25))
  expect(remainingBudget({ ...budget, limit: null })).toBeNull()
})

test('who decides is told what is left', () => {
  const limit = 'the $50.00 for November 2026'
  expect(remainingLabel(budget, null)).toBe(`$25.00 of ${limit} is left.`)
  expect(remainingLabel(budget, dollars(30))).toBe(`$25.00 of ${limit} is left.`)
  expect(remainingLabel(budget, dollars(25.004))).toBe(`That is a little more than what is left of ${limit}.`)
  expect(remainingLabel({ ...budget, spent: dollars(60) }, dollars(1))).toBe(`Nothing is left of ${limit}.`)
  expect(remainingLabel({ ...budget, limit: null }, dollars(1))).toBeNull()
})

test('the bar is as long as the limit, and longer where that is passed', () => {
  expect(barPercents(budget)).toEqual({ spent: 40, reserved: 10, over: 0 })
  expect(barPercents({ ...budget, spent: dollars(95) })).toEqual({ spent: 95, reserved: 5, over: 50 })
  expect(barPercents({ limit: dollars(0), spent: dollars(0), reserved: dollars(0) })).toEqual({
    spent: 0,
    reserved: 0,
    over: 0,
  })
})

test('the legend tells what the bar is made of', () => {
  expect(barLabel(budget)).toBe('Spent $20.00, Reserved about $5.00, Left $25.00')
  expect(barLabel({ ...budget, spent: dollars(47) })).toBe('Spent $47.00, Reserved about $5.00, Over the limit $2.00')
  expect(legendItems({ ...budget, limit: null, reserved: dollars(0) })).toEqual([
    { kind: 'spent', name: 'Spent', amount: '$20.00' },
    { kind: 'reserved', name: 'Reserved', amount: '$0.00' },
  ])
})

test('where no bar shows it, what is reserved is told with its amount', () => {
  expect(reservedLabel(budget)).toBe('Reserved is what videos that are being made ready will cost.')
  expect(reservedLabel({ ...budget, limit: null })).toBe(
    'About $5.00 more is reserved: what videos that are being made ready will cost.',
  )
  expect(reservedLabel({ limit: null, reserved: dollars(0) })).toBe('')
})

test('stream is measured in minutes and jobs', () => {
  expect(encodingUseLabel({ minutes: 12.4, jobs: 4 })).toBe('12 minutes of stream in 4 jobs')
  expect(encodingUseLabel({ minutes: 0.5, jobs: 1 })).toBe('less than a minute of stream in 1 job')
})

test('an estimate says from which prices it is', () => {
  expect(listPriceLabel({ date: '2026-03-03', region: 'us-east-1' })).toBe(
    'list price of 3 March 2026, us-east-1, before discounts',
  )
})
