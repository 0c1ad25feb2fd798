import { expect, test } from 'vitest'
import { isValidState, signState, stateLifetimeMs } from './state.ts'

const secret = Buffer.alloc(32, 1).toString('base64')
const now = 1_000_000
const state = signState(secret, 'session', now)

test('a state is valid for its session until it expires', () => {
  expect(isValidState(secret, 'session', state, now)).toBe(true)
  expect(isValidState(secret, 'session', state, now + stateLifetimeMs - 1)).toBe(true)
  expect(isValidState(secret, 'session', state, now + stateLifetimeMs)).toBe(false)
  expect(isValidState(secret, 'another', state, now)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['no signature', String(now + 1000)],
  ['a later expiration', state.replace(/^\d+/, expiresAt => String(Number(expiresAt) + 1))],
  ['another secret', signState(Buffer.alloc(32, 2).toString('base64'), 'session', now)],
  ['extra characters at its end', `${state}x`],
])('a state with %s is invalid', (_name, forged) => {
  expect(isValidState(secret, 'session', forged, now)).toBe(false)
})
