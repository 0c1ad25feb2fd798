import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { credentialsPath, parseToken, parseUrl, readCredentials, saveCredentials } from './credentials.ts'
import { CommandError } from './exit-codes.ts'

const folder = mkdtempSync(join(tmpdir(), 'lectern-credentials-'))
afterAll(() => rmSync(folder, { recursive: true }))
const env = { XDG_CONFIG_HOME: join(folder, 'new') }
const token = `lect_${'a'.repeat(49)}`
const url = 'https://lectern.example.com'

function errorOf(work: () => unknown): CommandError {
  try {
    work()
  } catch (error) {
    if (error instanceof CommandError) return error
  }
  throw new Error('Nothing was thrown')
}

describe('the file with the token', () => {
  test('is made for this user alone, also in place of one that others could read', () => {
    const path = saveCredentials(env, { url, token })
    chmodSync(path, 0o644)
    expect(errorOf(() => readCredentials(env)).message).toContain('Other users can read the token')
    saveCredentials(env, { url, token })
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(statSync(join(path, '..')).mode & 0o777).toBe(0o700)
    expect(readCredentials(env)).toEqual({ url, token })
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual({ url, token })
  })

  test('is for its own address alone, and LECTERN_TOKEN goes before it', () => {
    const other = { ...env, LECTERN_URL: 'https://other.example.com' }
    expect(errorOf(() => readCredentials(other)).exitCode).toBe(3)
    const otherToken = `lect_${'b'.repeat(49)}`
    expect(readCredentials({ ...other, LECTERN_TOKEN: otherToken })).toEqual({
      url: other.LECTERN_URL,
      token: otherToken,
    })
    expect(readCredentials({ ...env, LECTERN_TOKEN: otherToken })).toEqual({ url, token: otherToken })
    expect(readCredentials({ ...env, LECTERN_URL: `${url}/` })).toEqual({ url, token })
  })

  test('is called damaged when it is, without its text', () => {
    writeFileSync(credentialsPath(env), `{"url": "${url}", "token": "${token}x"}`)
    const error = errorOf(() => readCredentials(env))
    expect(error.message).toContain('is damaged')
    expect(error.message).not.toContain(token)
  })
})

test.each([
  ['https://lectern.example.com/packages/lesson?tab=1', 'https://lectern.example.com'],
  ['lectern.example.com', 'https://lectern.example.com'],
  ['http://localhost:4000', 'http://localhost:4000'],
  ['http://127.0.0.1:4000/', 'http://127.0.0.1:4000'],
  ['http://[::1]:4000', 'http://[::1]:4000'],
])('takes the origin of the address %s', (address, origin) => expect(parseUrl(address)).toBe(origin))

test.each(['http://lectern.example.com', 'http://127.0.0.1.example.com', 'ftp://lectern.example.com', 'a b', ''])(
  'refuses the address "%s"',
  address => expect(errorOf(() => parseUrl(address)).exitCode).toBe(2),
)

test.each(['', 'lect_', `${token}a`, `${token}\nx`, 'Bearer x'])(
  'refuses the token %j and does not repeat it',
  text => {
    const { message } = errorOf(() => parseToken(text))
    expect(text === '' || text === 'lect_' || !message.includes(text)).toBe(true)
  },
)
