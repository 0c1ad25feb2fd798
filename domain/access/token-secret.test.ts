import { expect, test } from 'vitest'
import { createTokenSecret, isTokenSecret, secretPrefix } from './token-secret.ts'

test('a new secret is valid, and no two are the same', () => {
  const secrets = Array.from({ length: 200 }, createTokenSecret)
  for (const secret of secrets) {
    expect(secret).toMatch(/^lect_[0-9A-Za-z]{49}$/)
    expect(isTokenSecret(secret)).toBe(true)
  }
  expect(new Set(secrets).size).toBe(secrets.length)
})

test('the checksum is the CRC-32 of the random part in base 62, as in docs/api.md', () => {
  // crc32 of 43 zeros is 2018072207.
  expect(isTokenSecret(`lect_${'0'.repeat(43)}2CZclj`)).toBe(true)
})

test('the prefix of a secret is lect_ and four characters', () => {
  const secret = createTokenSecret()
  expect(secretPrefix(secret)).toMatch(/^lect_[0-9A-Za-z]{4}$/)
  expect(secret.startsWith(secretPrefix(secret))).toBe(true)
})

test('a changed character, another length, or another prefix makes it invalid', () => {
  const secret = createTokenSecret()
  for (let index = 0; index < secret.length; index++) {
    const other = secret[index] === 'x' ? 'y' : 'x'
    expect(isTokenSecret(secret.slice(0, index) + other + secret.slice(index + 1)), String(index)).toBe(false)
  }
  for (const text of ['', 'lect_', secret.slice(1), `${secret}x`, secret.slice(0, -1), `${secret}\n`, ` ${secret}`])
    expect(isTokenSecret(text), text).toBe(false)
})
