import { expect, test } from 'vitest'
import { minutesToSave, sanitizeMinutesInput } from './minutes.ts'

test('sanitizeMinutesInput keeps only digits', () => {
  expect(sanitizeMinutesInput('1o5 min')).toBe('15')
  expect(sanitizeMinutesInput('-123456')).toBe('1234')
})

test('minutesToSave returns a new number even if the server will reject it', () => {
  expect(minutesToSave('15', 10)).toBe(15)
  expect(minutesToSave('0', 10)).toBe(0)
})

test('minutesToSave returns null if the field is empty or unchanged', () => {
  expect(minutesToSave('', 10)).toBeNull()
  expect(minutesToSave(undefined, 10)).toBeNull()
  expect(minutesToSave('010', 10)).toBeNull()
})
