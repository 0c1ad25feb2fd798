import { expect, test } from 'vitest'
import { isStillToken, issueStillToken, readStillToken } from './still-tokens.ts'
import { issueVersionToken } from './version-tokens.ts'

const secret = Buffer.alloc(32, 7).toString('base64')
const id = '01a2b3c4-0000-7000-8000-000000000001'
const now = Date.UTC(2026, 10, 30)

test('a token opens one comparison for ten to fifteen minutes', () => {
  const token = issueStillToken(secret, id, now)
  expect(isStillToken(token)).toBe(true)
  expect(readStillToken(secret, token, now + 10 * 60_000 - 1)).toBe(id)
  expect(readStillToken(secret, token, now + 15 * 60_000)).toBeNull()
  expect(issueStillToken(secret, id, now + 1_000)).toBe(token)
})

test.each([
  ['another secret', Buffer.alloc(32, 8).toString('base64'), (token: string) => token],
  ['another comparison', secret, (token: string) => token.replace('0001~', '0002~')],
  ['a later end', secret, (token: string) => token.replace(/~\w+~/, '~zzzzzzzzz~')],
  ['more text', secret, (token: string) => `${token}~x`],
  ['no signature', secret, (token: string) => token.replace(/[^~]+$/, '')],
])('a token with %s opens nothing', (_name, readSecret, change) => {
  expect(readStillToken(readSecret, change(issueStillToken(secret, id, now)), now)).toBeNull()
})

test('a token for files of a version is of another kind', () => {
  expect(isStillToken(issueVersionToken(secret, { slug: 'water', version: { packageId: id, number: 1 } }, now))).toBe(
    false,
  )
})
