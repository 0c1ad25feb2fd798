import { expect, test } from 'vitest'
import { monthWindows } from './month-windows.ts'

const months = (first: string, last: string, newest: boolean) =>
  monthWindows(new Date(first), new Date(last), newest).map(
    ({ from, to }) => `${from.toISOString().slice(0, 7)} ${to.toISOString().slice(0, 7)}`,
  )

test('windows grow from the newest month to the oldest one', () => {
  expect(months('2025-11-30T23:59:59Z', '2026-06-01T00:00:00Z', true)).toEqual([
    '2026-06 2026-07',
    '2026-04 2026-06',
    '2025-12 2026-04',
    '2025-11 2025-12',
  ])
})

test('windows grow from the oldest month to the newest one', () => {
  expect(months('2025-11-30T23:59:59Z', '2026-06-01T00:00:00Z', false)).toEqual([
    '2025-11 2025-12',
    '2025-12 2026-02',
    '2026-02 2026-06',
    '2026-06 2026-07',
  ])
})

test('one month is one window, and no months have none', () => {
  expect(months('2026-06-01T00:00:00Z', '2026-06-30T23:59:59Z', true)).toEqual(['2026-06 2026-07'])
  expect(months('2026-07-01T00:00:00Z', '2026-05-30T00:00:00Z', false)).toEqual([])
})
