import { createTranslator } from 'use-intl/core'
import { expect, test, vi } from 'vitest'
import { formatBytes, formatSpeed } from './bytes.ts'
import { formatAlternatives, formatCount, formatList, formatNames, formatPercent } from './count.ts'
import {
  formatDate,
  formatDateTime,
  formatDayHeading,
  formatRelativeTime,
  formatTime,
  formatTimeInZone,
  formatTimeOfSecond,
} from './date.ts'
import { formatDuration, formatTimeLeft } from './duration.ts'
import { currencySymbol, formatEstimate, formatExactMoney, formatMoney } from './money.ts'

vi.mock('../texts/texts.ts', async () => {
  const { de } = await import('../texts/de/de.ts')
  return { locale: 'de-DE', t: createTranslator({ locale: 'de-DE', messages: de }) }
})

const now = new Date(2026, 10, 24, 15, 0)
const euros = (amount: number) => ({ amount, currency: 'EUR' })

test('sizes have a decimal comma', () => {
  expect([0, 1, 812, 4_200_000, 120_400_000].map(formatBytes)).toEqual([
    '0 Byte',
    '1\u00a0Byte',
    '812 Byte',
    '4,2 MB',
    '120 MB',
  ])
  expect(formatSpeed(1_200_000)).toBe('1,2 MB/s')
})

test('points separate thousands, and a space stands before the percent sign', () => {
  expect(formatCount(1234567)).toBe('1.234.567')
  expect(formatPercent(62.9)).toBe('62\u00a0%')
})

test('names are joined by und or oder without a comma before it, and figures by commas', () => {
  expect(formatNames(['Test', 'Bezirk 9', 'Produktion'])).toBe('Test, Bezirk 9 und Produktion')
  expect(formatAlternatives(['Inhaberschaft', 'Administration', 'Prüfung'])).toBe(
    'Inhaberschaft, Administration oder Prüfung',
  )
  expect(formatList(['12 kopiert', '3 gelöscht', '2 ignoriert'])).toBe('12 kopiert, 3 gelöscht, 2 ignoriert')
})

test('recent times are relative to now, older ones are dates', () => {
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 59, 30), now)).toBe('gerade eben')
  expect(formatRelativeTime(new Date(2026, 10, 24, 14, 59), now)).toBe('vor 1 Minute')
  expect(formatRelativeTime(new Date(2026, 10, 24, 12, 10), now)).toBe('vor 2 Stunden')
  expect(formatRelativeTime(new Date(2026, 10, 23, 14, 5), now)).toBe('gestern um 14:05')
  expect(formatRelativeTime(new Date(2026, 10, 20, 9, 0), now)).toBe('vor 4 Tagen')
  expect(formatRelativeTime(new Date(2026, 9, 3), now)).toBe('3. Okt.')
  expect(formatRelativeTime(new Date(2025, 9, 3), now)).toBe('3. Okt. 2025')
  expect(formatRelativeTime(new Date(2026, 10, 24, 15, 5), now)).toBe('in 5 Minuten')
})

test('days, dates, and times are written as in German, with 24 hours', () => {
  expect(formatDayHeading(new Date(2026, 10, 24, 1), now)).toBe('Heute')
  expect(formatDayHeading(new Date(2026, 10, 23, 23), now)).toBe('Gestern')
  expect(formatDayHeading(new Date(2026, 10, 16), now)).toBe('Montag, 16. November')
  expect(formatDayHeading(new Date(2025, 10, 16), now)).toBe('16. November 2025')
  expect(formatDate(now)).toBe('24. Nov. 2026')
  expect(formatTime(new Date(2026, 10, 24, 8, 5))).toBe('08:05')
  expect(formatTimeOfSecond(new Date(2026, 10, 24, 14, 5, 9))).toBe('14:05:09')
  expect(formatDateTime(now)).toBe('Dienstag, 24. November 2026 um 15:00')
  expect(formatTimeInZone(new Date('2026-12-01T07:00:00Z'), 'Europe/Berlin')).toBe('Di., 1. Dez. 2026, 08:00 MEZ')
})

test('the time left is rounded, and the length of a video is as on every player', () => {
  expect([3, 34, 58, 185, 3600 + 1200, 3600 * 2 - 70].map(formatTimeLeft)).toEqual([
    'noch wenige Sekunden',
    'noch weniger als eine Minute',
    'noch etwa 1 Minute',
    'noch etwa 3 Minuten',
    'noch etwa 1 Stunde 20 Minuten',
    'noch etwa 2 Stunden',
  ])
  expect(formatDuration(3729)).toBe('1:02:09')
})

test('the currency follows the amount', () => {
  expect(formatMoney(euros(1234.5))).toBe('1.234,50\u00a0€')
  expect(formatMoney(euros(0.004))).toBe('unter 0,01\u00a0€')
  expect(formatMoney({ amount: 12.4, currency: 'USD' })).toBe('12,40\u00a0$')
  expect(formatEstimate(euros(0.45))).toBe('etwa 0,45\u00a0€')
  expect(formatExactMoney(euros(0.0045))).toBe('0,0045\u00a0€')
  expect(currencySymbol('EUR')).toBe('€')
})
