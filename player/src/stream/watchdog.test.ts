// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { judge } from './watchdog.ts'

it.each([
  ['brings bytes', { isDry: true, hasFailed: false, waitingMs: 0 }, 'wait'],
  ['has waited for less than four seconds', { isDry: true, hasFailed: false, waitingMs: 3999 }, 'wait'],
  ['still has pictures', { isDry: false, hasFailed: false, waitingMs: 9000 }, 'wait'],
  ['has had no bytes for four seconds', { isDry: true, hasFailed: false, waitingMs: 4000 }, 'ask for the file'],
  ['has failed', { isDry: true, hasFailed: true, waitingMs: 0 }, 'ask for the file'],
])('judges a stream that %s', (_, state, verdict) => {
  expect(judge(state)).toBe(verdict)
})
