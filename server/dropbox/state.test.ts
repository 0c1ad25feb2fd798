import { expect, test } from 'vitest'
import { isValidState, signState, stateLifetimeMs } from './state.ts'

const secret = Buffer.alloc(32, 1).toString('base64')
const now = 1_000_000
const state = signState(secret, 'session', now)

test('a state is good for the session that it was made for, until it expires', () => {
  expect(isValidState(secret, 'session', state, now)).toBe(true)
  expect(isValidState(secret, 'session', state, now + stateLifetimeMs - 1)).toBe(true)
  expect(isValidState(secret, 'session', state, now + stateLifetimeMs)).toBe(false)
  expect(isValidState(secret, 'another', state, now)).toBe(false)
})

test.each([
  ['nothing', ''],
  ['no signature', String(now + 1000)],
  ['a later end', state.replace(/^\d+/, until => String(Number(until) + 1))],
  ['another secret', signState(Buffer.alloc(32, 2).toString('base64'), 'session', now)],
  ['more behind it', `${state}x`],
])('a state with %s is none', (_what, forged) => {
  expect(isValidState(secret, 'session', forged, now)).toBe(false)
})
