import { expect, it } from 'vitest'
import { formatTime } from './format-time.ts'

it('shows hours only where there are some', () => {
  expect([0, 7.9, 187, 3599, 3787].map(formatTime)).toEqual(['0:00', '0:07', '3:07', '59:59', '1:03:07'])
})

it('shows zero for an unknown length', () => {
  expect([Number.NaN, Number.POSITIVE_INFINITY, -1].map(formatTime)).toEqual(['0:00', '0:00', '0:00'])
})
