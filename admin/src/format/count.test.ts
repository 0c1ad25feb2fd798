import { expect, test } from 'vitest'
import { capitalize, formatCount, formatQuantity } from './count.ts'

test('thousands are set apart', () => {
  expect(formatCount(1234567)).toBe('1,234,567')
})

test('one is told in the singular, none and many in the plural', () => {
  expect(formatQuantity(1, 'file')).toBe('1 file')
  expect(formatQuantity(0, 'file')).toBe('0 files')
  expect(formatQuantity(1234, 'entry', 'entries')).toBe('1,234 entries')
})

test('a sentence begins with a capital letter', () => {
  expect(capitalize('about two')).toBe('About two')
  expect(capitalize('')).toBe('')
})
