import { expect, test } from 'vitest'
import { readState, signState, stateLifetimeMs } from './state.ts'

const secret = Buffer.alloc(32, 1).toString('base64')
const now = 1_000_000
const state = signState(secret, 'session', '/packages', now)

test('a state is valid for its session until it expires', () => {
  expect(readState(secret, 'session', state, now)).toBe('/packages')
  expect(readState(secret, 'session', state, now + stateLifetimeMs - 1)).toBe('/packages')
  expect(readState(secret, 'session', state, now + stateLifetimeMs)).toBeNull()
  expect(readState(secret, 'another', state, now)).toBeNull()
})

test.each([
  ['nothing', ''],
  ['no signature', String(now + 1000)],
  ['a later expiration', state.replace(/^\d+/, expiresAt => String(Number(expiresAt) + 1))],
  ['another page', state.replace(/\.[^.]+\./, `.${Buffer.from('/x').toString('base64url')}.`)],
  ['another secret', signState(Buffer.alloc(32, 2).toString('base64'), 'session', '/packages', now)],
  ['extra characters at its end', `${state}x`],
])('a state with %s is invalid', (_name, forged) => {
  expect(readState(secret, 'session', forged, now)).toBeNull()
})
