import { expect, test } from 'vitest'
import { capital, count, counted } from './count.ts'

test('thousands are set apart', () => {
  expect(count(1234567)).toBe('1,234,567')
})

test('one is told in the singular, none and many in the plural', () => {
  expect(counted(1, 'file')).toBe('1 file')
  expect(counted(0, 'file')).toBe('0 files')
  expect(counted(1234, 'entry', 'entries')).toBe('1,234 entries')
})

test('a sentence begins with a capital letter', () => {
  expect(capital('about two')).toBe('About two')
  expect(capital('')).toBe('')
})
