import { randomBytes, randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { createSignedToken, packageOfSignedToken } from './signed-token.ts'

const minute = 60_000
const secret = randomBytes(32).toString('base64')
const packageId = randomUUID()
const now = Date.UTC(2026, 10, 30, 12, 3)
const token = createSignedToken(secret, packageId, now)

test('a token opens its package for ten to fifteen minutes', () => {
  expect(packageOfSignedToken(secret, token, now)).toBe(packageId)
  expect(packageOfSignedToken(secret, token, now + 10 * minute)).toBe(packageId)
  expect(packageOfSignedToken(secret, token, now + 15 * minute)).toBeNull()
})

test('a token can be a part of an address, and is the same for two minutes', () => {
  expect(token).toMatch(/^[\w-]{54}$/)
  expect(createSignedToken(secret, packageId, now + minute)).toBe(token)
  expect(createSignedToken(secret, packageId, now + 5 * minute)).not.toBe(token)
  expect(createSignedToken(secret, randomUUID(), now)).not.toBe(token)
})

test('no other text is a token', () => {
  expect(packageOfSignedToken(randomBytes(32).toString('base64'), token, now)).toBeNull()
  for (let index = 0; index < token.length; index++) {
    const other = token[index] === 'A' ? 'B' : 'A'
    expect(packageOfSignedToken(secret, token.slice(0, index) + other + token.slice(index + 1), now)).toBeNull()
  }
  for (const text of ['', token.slice(1), `${token}A`, `${token}=`, randomBytes(24).toString('base64url')])
    expect(packageOfSignedToken(secret, text, now), text).toBeNull()
})
