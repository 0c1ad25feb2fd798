import { expect, test } from 'vitest'
import { startProblem } from './replay-start.ts'

const now = new Date(2026, 10, 30, 12)

test('startProblem wants a time in the past', () => {
  expect(startProblem({ kind: 'time', text: '2026-11-30T11:59' }, now)).toBeNull()
  expect(startProblem({ kind: 'time', text: '2026-11-30T12:01' }, now)).toBe('Enter a time in the past.')
  expect(startProblem({ kind: 'time', text: '' }, now)).toBe('Enter a time in the past.')
})

test('startProblem wants a cursor', () => {
  expect(startProblem({ kind: 'cursor', text: 'abc' }, now)).toBeNull()
  expect(startProblem({ kind: 'cursor', text: ' ' }, now)).toBe('Enter a cursor.')
})
