import { expect, test } from 'vitest'
import { windowsOf } from './windows.ts'

const range = (first: string, last: string, count = 6n) => ({
  first: { sequence: 1n, at: new Date(first) },
  last: { sequence: count, at: new Date(last) },
})
const months = (first: string, last: string, newest: boolean) =>
  windowsOf(range(first, last), newest, false).map(
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

test('a search for words begins with the events nearby, and leaves none out', () => {
  const parts = (newest: boolean, count: bigint) =>
    windowsOf(range('2026-03-05T00:00:00Z', '2026-06-30T23:59:59Z', count), newest, true).map(
      ({ first, last, from }) => `${from.getUTCMonth() + 1}: ${first} ${last}`,
    )
  expect(parts(true, 20_000n)).toEqual(['5: 19501 20000', '5: 9501 19500', '5: 1 9500', '3: 1 20000'])
  expect(parts(false, 20_000n)).toEqual(['3: 1 500', '3: 501 10500', '3: 10501 20000', '5: 1 20000'])
  expect(parts(true, 700n)).toEqual(['5: 201 700', '5: 1 200', '3: 1 700'])
  expect(parts(false, 400n)).toEqual(['3: 1 400', '5: 1 400'])
})
