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

test('reserved money does not count as left', () => {
  expect(remainingBudget(budget)).toEqual(dollars(25))
  expect(remainingBudget({ ...budget, limit: null })).toBeNull()
})

test('remainingLabel compares the cost with what is left of the limit', () => {
  expect(remainingLabel(budget, null)).toBe('November 2026 has $25.00 of $50.00 left.')
  expect(remainingLabel(budget, dollars(30))).toBe('November 2026 has $25.00 of $50.00 left.')
  expect(remainingLabel(budget, dollars(25.004))).toBe(
    'This is slightly more than November 2026 has left of its $50.00 limit.',
  )
  expect(remainingLabel({ ...budget, spent: dollars(60) }, dollars(1))).toBe(
    'November 2026 has nothing left of its $50.00 limit.',
  )
  expect(remainingLabel({ ...budget, limit: null }, dollars(1))).toBeNull()
})

test('the bar is as long as the limit, or longer if the limit is exceeded', () => {
  expect(barPercents(budget)).toEqual({ spent: 40, reserved: 10, over: 0 })
  expect(barPercents({ ...budget, spent: dollars(95) })).toEqual({ spent: 95, reserved: 5, over: 50 })
  expect(barPercents({ limit: dollars(0), spent: dollars(0), reserved: dollars(0) })).toEqual({
    spent: 0,
    reserved: 0,
    over: 0,
  })
})

test('the legend names each segment of the bar', () => {
  expect(barLabel(budget)).toBe('Spent: $20.00, Reserved: about $5.00, Left: $25.00')
  expect(barLabel({ ...budget, spent: dollars(47) })).toBe('Spent: $47.00, Reserved: about $5.00, Over limit: $2.00')
  expect(legendItems({ ...budget, limit: null, reserved: dollars(0) })).toEqual([
    { kind: 'spent', name: 'Spent', amount: '$20.00' },
    { kind: 'reserved', name: 'Reserved', amount: '$0.00' },
  ])
})

test('reservedLabel includes the amount when no bar shows it', () => {
  expect(reservedLabel(budget)).toBe('Reserved: videos in progress.')
  expect(reservedLabel({ ...budget, limit: null })).toBe('Reserved for videos in progress: about $5.00.')
  expect(reservedLabel({ limit: null, reserved: dollars(0) })).toBe('')
})

test('processed video is measured in minutes and jobs', () => {
  expect(encodingUseLabel({ minutes: 12.4, jobs: 4 })).toBe('12 minutes of processed video in 4 jobs')
  expect(encodingUseLabel({ minutes: 0.5, jobs: 1 })).toBe('Less than a minute of processed video in 1 job')
})

test('listPriceLabel names the date and region of the prices', () => {
  expect(listPriceLabel({ date: '2026-03-03', region: 'us-east-1' })).toBe(
    'List prices of March 3, 2026, us-east-1, before discounts.',
  )
})
