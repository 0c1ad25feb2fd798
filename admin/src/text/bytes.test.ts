import { expect, test } from 'vitest'
import { bytes, speed } from './bytes.ts'

test('small sizes are whole bytes', () => {
  expect(bytes(0)).toBe('0 bytes')
  expect(bytes(1)).toBe('1 byte')
  expect(bytes(812)).toBe('812 bytes')
})

test('larger sizes have a decimal only below ten', () => {
  expect(bytes(4_200_000)).toBe('4.2 MB')
  expect(bytes(120_400_000)).toBe('120 MB')
  expect(bytes(2_500_000_000)).toBe('2.5 GB')
})

test('a size just below the next unit is told in that unit', () => {
  expect(bytes(999_999)).toBe('1.0 MB')
  expect(bytes(9_960)).toBe('10 kB')
})

test('a speed needs something that moves', () => {
  expect(speed(12_000_000)).toBe('12 MB per second')
  expect(speed(0)).toBeNull()
  expect(speed(null)).toBeNull()
})
