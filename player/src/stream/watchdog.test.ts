// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { judge } from './watchdog.ts'

it.each([
  ['brings bytes', { isDry: true, hasFailed: false, waitingMs: 0, stillMs: 9000 }, 'wait'],
  ['has waited for less than four seconds', { isDry: true, hasFailed: false, waitingMs: 3999, stillMs: 3999 }, 'wait'],
  ['still has pictures', { isDry: false, hasFailed: false, waitingMs: 9000, stillMs: 0 }, 'wait'],
  [
    'has had no bytes for four seconds',
    { isDry: true, hasFailed: false, waitingMs: 4000, stillMs: 0 },
    'ask for the file',
  ],
  ['has failed', { isDry: false, hasFailed: true, waitingMs: 0, stillMs: 0 }, 'ask for the file'],
  [
    'has pictures and shows none of them',
    { isDry: false, hasFailed: false, waitingMs: 0, stillMs: 5000 },
    'ask for the file',
  ],
])('judges a stream that %s', (_, state, verdict) => {
  expect(judge(state)).toBe(verdict)
})
