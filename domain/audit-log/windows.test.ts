import { expect, test } from 'vitest'
import { windowsOf } from './windows.ts'

const range = (first: string, last: string, count = 6n) => ({
  first: { sequence: 1n, at: new Date(first) },
  last: { sequence: count, at: new Date(last) },
})
const months = (first: string, last: string, newest: boolean) =>
  windowsOf(range(first, last), newest).map(
    ({ from, to }) => `${from.toISOString().slice(0, 7)} ${to.toISOString().slice(0, 7)}`,
  )

test('windows grow from the newest month to the oldest one', () => {
  expect(months('2025-11-30T23:59:59Z', '2026-06-01T00:00:00Z', true)).toEqual([
    '2026-05 2026-07',
    '2026-01 2026-05',
    '2025-11 2026-01',
  ])
})

test('windows grow from the oldest month to the newest one', () => {
  expect(months('2025-11-30T23:59:59Z', '2026-06-01T00:00:00Z', false)).toEqual([
    '2025-11 2026-01',
    '2026-01 2026-05',
    '2026-05 2026-07',
  ])
})

test('one month is one window', () => {
  expect(months('2026-06-01T00:00:00Z', '2026-06-30T23:59:59Z', true)).toEqual(['2026-06 2026-07'])
})
