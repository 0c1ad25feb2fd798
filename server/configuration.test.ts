import { expect, test } from 'vitest'
import { readServerConfiguration } from './configuration.ts'
import { testSettings } from './test/server.ts'

const settings = testSettings('postgres://lectern@127.0.0.1/lectern', [4000, 4001])

test('reads the settings when all are set', () => {
  const configuration = readServerConfiguration({ ...settings, LECTERN_ADMIN_URL: 'https://admin.example.org/' })
  expect(configuration).toMatchObject({ LECTERN_PORT: 4000, LECTERN_ADMIN_URL: 'https://admin.example.org' })
})

test('lists all problems at once, and treats an empty value as missing', () => {
  const broken = { ...settings, DATABASE_URL: '', LECTERN_PORT: '99999', EVENTBRIDGE_KEY: 'short' }
  const read = () => readServerConfiguration(broken)
  expect(read).toThrow(/DATABASE_URL/)
  expect(read).toThrow(/LECTERN_PORT: must be a port number/)
  expect(read).toThrow(/EVENTBRIDGE_KEY: must have at least 16 characters/)
})

test.each([
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4000'],
  ['http://127.0.0.1:4000', 'http://127.0.0.1:4001'],
  ['https://Lectern.example.org', 'https://lectern.example.org:8443'],
])('rejects one host name for the admin %s and the packages %s', (admin, content) => {
  const read = () => readServerConfiguration({ ...settings, LECTERN_ADMIN_URL: admin, LECTERN_CONTENT_URL: content })
  expect(read).toThrow(/LECTERN_ADMIN_URL and LECTERN_CONTENT_URL have the same host name, .*Give LECTERN_CONTENT_URL/)
})

test("accepts the sandbox's addresses, whose host names differ", () => {
  const sandbox = { LECTERN_ADMIN_URL: 'http://127.0.0.1:4000', LECTERN_CONTENT_URL: 'http://localhost:4001' }
  expect(readServerConfiguration({ ...settings, ...sandbox })).toMatchObject(sandbox)
})

test('rejects a package URL that matches the admin or the content host', () => {
  const read = (more: object) =>
    readServerConfiguration({ ...settings, LECTERN_PACKAGE_URL: 'https://{package}.example.org', ...more })
  expect(read({}).LECTERN_PACKAGE_URL).toBe('https://{package}.example.org')
  expect(() => read({ LECTERN_ADMIN_URL: 'https://admin.example.org' })).toThrow(
    /LECTERN_PACKAGE_URL: LECTERN_ADMIN_URL/,
  )
  expect(() =>
    read({ LECTERN_ADMIN_URL: 'https://admin.example.org', LECTERN_PACKAGE_URL: 'https://{package}.example.org:8443' }),
  ).toThrow(/LECTERN_PACKAGE_URL: LECTERN_ADMIN_URL/)
  expect(() => read({ LECTERN_CONTENT_URL: 'https://lessons.example.org' })).toThrow(/LECTERN_CONTENT_URL would be/)
})

test('names a trusted proxy that is not an address', () => {
  expect(() => readServerConfiguration({ ...settings, LECTERN_TRUSTED_PROXIES: '10.0.0.0/8, proxy' })).toThrow(
    /LECTERN_TRUSTED_PROXIES: "proxy" is not an address/,
  )
})
