import { expect, test } from 'vitest'
import { localTimeIn, momentOf } from './zoned-time.ts'

const moment = (zone: string, local: string) => momentOf(zone, local)?.toISOString() ?? null

test('a local time of a zone is one moment, and back', () => {
  expect(moment('Europe/Berlin', '2026-12-01T08:00')).toBe('2026-12-01T07:00:00.000Z')
  expect(moment('Europe/Berlin', '2026-07-01T08:00')).toBe('2026-07-01T06:00:00.000Z')
  expect(moment('Asia/Kathmandu', '2026-12-01T00:10')).toBe('2026-11-30T18:25:00.000Z')
  expect(moment('Pacific/Kiritimati', '2027-01-01T00:00')).toBe('2026-12-31T10:00:00.000Z')
  expect(localTimeIn('America/New_York', new Date('2026-12-01T05:00:00Z'))).toBe('2026-12-01T00:00')
})

test('a time that clocks skip is none, and of a time that comes twice the earlier one counts', () => {
  expect(moment('Europe/Berlin', '2027-03-28T02:30')).toBeNull()
  expect(moment('Europe/Berlin', '2027-03-28T03:00')).toBe('2027-03-28T01:00:00.000Z')
  expect(moment('Europe/Berlin', '2026-10-25T02:30')).toBe('2026-10-25T00:30:00.000Z')
})

test('what is not a time is no moment', () => {
  for (const text of ['', 'soon', '2026-12-01T', '2026-13-01T08:00']) expect(moment('UTC', text)).toBeNull()
})
