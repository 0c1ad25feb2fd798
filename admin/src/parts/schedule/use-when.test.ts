import { expect, test } from 'vitest'
import { momentProblem } from './use-when.ts'

const now = new Date('2026-12-01T08:00:00Z')

test('a moment must be entered, exist, and be in the future', () => {
  expect(momentProblem('', null, now)).toBe('Enter a date and a time.')
  expect(momentProblem('2027-03-28T02:30', null, now)).toContain('Clocks skip this time')
  expect(momentProblem('2026-12-01T08:00', now, now)).toBe('This time has passed. Enter a later one.')
  expect(momentProblem('2026-12-01T08:01', new Date('2026-12-01T08:01:00Z'), now)).toBeNull()
})
