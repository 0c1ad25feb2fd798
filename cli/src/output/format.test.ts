import { expect, test } from 'vitest'
import { formatBytes, formatEnum, formatSeconds, formatTable, plainText, progressBar } from './format.ts'

test.each([
  [0, '0 bytes'],
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1 kB'],
  [1_234_567, '1.23 MB'],
  [999_999_999_999, '1 TB'],
  [2.5e15, '2500 TB'],
])('formats %d bytes as %s', (bytes, text) => expect(formatBytes(bytes)).toBe(text))

test.each([
  [0.2, '1 s'],
  [59, '59 s'],
  [60, '1 min'],
  [3599, '1 h 0 min'],
  [7500, '2 h 5 min'],
])('formats %d seconds as %s', (seconds, text) => expect(formatSeconds(seconds)).toBe(text))

test('draws a bar that is never longer than its width', () => {
  expect(progressBar(50, 10)).toBe('█████░░░░░')
  expect([progressBar(null, 4), progressBar(-5, 4), progressBar(400, 4)]).toEqual(['░░░░', '░░░░', '████'])
})

test('aligns columns by their longest cell', () => {
  const rows = [
    ['A', 'BC'],
    ['Äö', ''],
    ['x', 'yz'],
  ]
  expect(formatTable(rows)).toBe('A   BC\nÄö\nx   yz')
})

test('turns enum values into words', () => expect(formatEnum('WAITING_FOR_VIDEOS')).toBe('Waiting for videos'))

test('replaces what would control a terminal', () => {
  expect(plainText('a\u001b[31mb\u0007\u009b2Jc\nd\u202ee')).toBe('a�[31mb��2Jc�d�e')
})
