import { expect, test } from 'vitest'
import { minutesToSave, sanitizeMinutesInput } from './minutes.ts'

test('only digits can be typed', () => {
  expect(sanitizeMinutesInput('1o5 min')).toBe('15')
  expect(sanitizeMinutesInput('-123456')).toBe('1234')
})

test('a new number is saved, also one that the server will refuse with a reason', () => {
  expect(minutesToSave('15', 10)).toBe(15)
  expect(minutesToSave('0', 10)).toBe(0)
})

test('nothing is saved of an empty field, or of what is saved already', () => {
  expect(minutesToSave('', 10)).toBeNull()
  expect(minutesToSave(undefined, 10)).toBeNull()
  expect(minutesToSave('010', 10)).toBeNull()
})
