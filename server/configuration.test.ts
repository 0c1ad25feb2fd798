import { expect, test } from 'vitest'
import { readServerConfiguration } from './configuration.ts'
import { testSettings } from './test/server.ts'

const settings = testSettings('postgres://lectern@127.0.0.1/lectern', [4000, 4001])

test('settings that are all there are read', () => {
  const configuration = readServerConfiguration({ ...settings, LECTERN_ADMIN_URL: 'https://admin.example.org/' })
  expect(configuration).toMatchObject({ LECTERN_PORT: 4000, LECTERN_ADMIN_URL: 'https://admin.example.org' })
})

test('all problems are told at once, an empty value counting as none', () => {
  const broken = { ...settings, DATABASE_URL: '', LECTERN_PORT: '99999', EVENTBRIDGE_KEY: 'short' }
  const read = () => readServerConfiguration(broken)
  expect(read).toThrow(/DATABASE_URL/)
  expect(read).toThrow(/LECTERN_PORT: a port is expected/)
  expect(read).toThrow(/EVENTBRIDGE_KEY: at least 16 characters/)
})

test('packages must have a host of their own', () => {
  expect(() => readServerConfiguration({ ...settings, LECTERN_CONTENT_URL: settings.LECTERN_ADMIN_URL })).toThrow(
    'packages need a host of their own',
  )
})

test('neither the admin nor the content host may have a package’s address', () => {
  const read = (more: object) =>
    readServerConfiguration({ ...settings, LECTERN_PACKAGE_URL: 'https://{package}.example.org', ...more })
  expect(read({}).LECTERN_PACKAGE_URL).toBe('https://{package}.example.org')
  expect(() => read({ LECTERN_ADMIN_URL: 'https://admin.example.org' })).toThrow(
    /LECTERN_PACKAGE_URL: LECTERN_ADMIN_URL/,
  )
  expect(() => read({ LECTERN_CONTENT_URL: 'https://lessons.example.org' })).toThrow(/LECTERN_CONTENT_URL would be/)
})

test('a proxy that is no address is named', () => {
  expect(() => readServerConfiguration({ ...settings, LECTERN_TRUSTED_PROXIES: '10.0.0.0/8, proxy' })).toThrow(
    /LECTERN_TRUSTED_PROXIES: «proxy» is no address/,
  )
})
