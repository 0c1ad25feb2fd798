import { randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { issueVersionToken, isVersionToken, readVersionToken } from './version-tokens.ts'

const secret = randomBytes(32).toString('base64')
const access = { slug: 'hare', version: { packageId: '0192-a', revision: 7 } }
const now = Date.UTC(2026, 10, 30, 12, 3)

test('a token opens its version for ten to fifteen minutes', () => {
  const token = issueVersionToken(secret, access, now)
  expect(isVersionToken(token)).toBe(true)
  expect(readVersionToken(secret, token, now)).toEqual(access)
  expect(readVersionToken(secret, token, now + 10 * 60_000)).toEqual(access)
  expect(readVersionToken(secret, token, now + 15 * 60_000)).toBeNull()
  const release = { slug: 'hare', version: { packageId: '0192-a', number: 7 } }
  expect(readVersionToken(secret, issueVersionToken(secret, release, now), now)).toEqual(release)
})

test('the token is the same for a while, so that browsers keep what they loaded', () => {
  expect(issueVersionToken(secret, access, now + 60_000)).toBe(issueVersionToken(secret, access, now))
  expect(issueVersionToken(secret, access, now + 300_000)).not.toBe(issueVersionToken(secret, access, now))
})

test('a token that was changed, or signed with another secret, opens nothing', () => {
  const token = issueVersionToken(secret, access, now)
  const [text, signature] = token.split('.')
  const other = issueVersionToken(secret, { ...access, slug: 'fox' }, now)
  const forged = [
    `${other.split('.')[0]}.${signature}`,
    `${text}.`,
    `.${signature}`,
    `${token}.`,
    'a.b',
    `${token}.a`,
    '',
  ]
  for (const each of forged) expect(readVersionToken(secret, each, now)).toBeNull()
  expect(readVersionToken(randomBytes(32).toString('base64'), token, now)).toBeNull()
})
