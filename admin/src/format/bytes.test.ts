import { expect, test } from 'vitest'
import { formatBytes, formatSpeed } from './bytes.ts'

test('small sizes are whole bytes', () => {
  expect(formatBytes(0)).toBe('0 bytes')
  expect(formatBytes(1)).toBe('1 byte')
  expect(formatBytes(812)).toBe('812 bytes')
})

test('larger sizes have a decimal only below ten', () => {
  expect(formatBytes(4_200_000)).toBe('4.2 MB')
  expect(formatBytes(120_400_000)).toBe('120 MB')
  expect(formatBytes(2_500_000_000)).toBe('2.5 GB')
})

test('a size that rounds up to the next unit uses that unit', () => {
  expect(formatBytes(999_999)).toBe('1.0 MB')
  expect(formatBytes(9_960)).toBe('10 kB')
})

test('formatSpeed returns null when nothing moves', () => {
  expect(formatSpeed(12_000_000)).toBe('12 MB/s')
  expect(formatSpeed(0)).toBeNull()
  expect(formatSpeed(null)).toBeNull()
})
