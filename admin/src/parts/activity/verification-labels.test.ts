import { expect, test } from 'vitest'
import { brokenText } from './verification-labels.ts'

test('brokenText names the event and how many fit before it', () => {
  const firstProblem = { message: 'Its summary differs from its hash.', path: '17' }
  expect(brokenText({ events: 16, firstProblem })).toBe(
    'The audit log was changed at event 17. Its summary differs from its hash. 16 events before it are intact.',
  )
  expect(brokenText({ events: 1, firstProblem: { ...firstProblem, path: null } })).toBe(
    'The audit log was changed. Its summary differs from its hash. 1 event before it is intact.',
  )
})
