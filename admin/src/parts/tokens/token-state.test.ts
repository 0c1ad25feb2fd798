import { expect, test } from 'vitest'
import { tokenState } from './token-state.ts'

const now = new Date('2026-11-30T12:00:00Z')
const token = { revokedAt: null, expiresAt: null, createdBy: { user: { active: true } } }

test('tokenState is active until the token is revoked, expires, or its maker is deactivated', () => {
  expect(tokenState(token, now)).toBe('active')
  expect(tokenState({ ...token, createdBy: { user: null } }, now)).toBe('active')
  expect(tokenState({ ...token, expiresAt: '2026-11-30T12:00:01Z' }, now)).toBe('active')
  expect(tokenState({ ...token, expiresAt: '2026-11-30T12:00:00Z' }, now)).toBe('expired')
  expect(tokenState({ ...token, createdBy: { user: { active: false } } }, now)).toBe('stopped')
  expect(tokenState({ ...token, revokedAt: '2026-11-01T00:00:00Z', expiresAt: '2026-11-02T00:00:00Z' }, now)).toBe(
    'revoked',
  )
})
