import { expect, test } from 'vitest'
import { contentOrigin, contentSources, environmentAddress, packageOfHost, packageUrl } from './content-origin.ts'

const shared = { LECTERN_CONTENT_URL: 'https://lessons.example.net' }
const separate = { ...shared, LECTERN_PACKAGE_URL: 'https://{package}.lessons.example.net' }

test('contentOrigin returns the shared origin, or one per package when LECTERN_PACKAGE_URL is set', () => {
  expect(contentOrigin(shared, 'optics')).toBe('https://lessons.example.net')
  expect(contentOrigin(separate, 'optics')).toBe('https://optics.lessons.example.net')
  expect(contentSources(shared)).toBe('https://lessons.example.net')
  expect(contentSources(separate)).toBe('https://lessons.example.net https://*.lessons.example.net')
})

test('environmentAddress has the slug of the package open, also in the host', () => {
  expect(environmentAddress(shared, 'staging')).toBe('https://lessons.example.net/staging/{package}/')
  expect(environmentAddress(separate, 'staging')).toBe('https://{package}.lessons.example.net/staging/{package}/')
})

test.each([
  ['optics.lessons.example.net', 'optics'],
  ['OPTICS.lessons.example.net', 'optics'],
  ['lessons.example.net', null],
  ['a.b.lessons.example.net', null],
  ['.lessons.example.net', null],
  ['optics.lessons.example.net.evil.org', null],
  ['optics.lessons.example.net:8080', null],
  ['', null],
])('packageOfHost maps the host "%s" to %s', (host, slug) => {
  expect(packageOfHost(separate, host)).toBe(slug)
  expect(packageOfHost(shared, host)).toBeNull()
})

test('packageOfHost requires the port that the setting contains', () => {
  const settings = { ...shared, LECTERN_PACKAGE_URL: 'http://{package}.localhost:4001' }
  expect(packageOfHost(settings, 'optics.localhost:4001')).toBe('optics')
  expect(packageOfHost(settings, 'optics.localhost')).toBeNull()
})

test.each([
  ['https://{package}.example.org', true],
  ['https://{package}.example.org/', true],
  ['http://{package}.localhost:4001', true],
  ['https://lessons.{package}.example.org', true],
  ['https://example.org', false],
  ['https://x{package}.example.org', false],
  ['https://{package}x.example.org', false],
  ['https://{package}.{package}.example.org', false],
  ['https://example.org/{package}', false],
  ['https://{package}.example.org/path', false],
  ['https://me@{package}.example.org', false],
  ['ftp://{package}.example.org', false],
  ['{package}.example.org', false],
])('packageUrl accepts %s: %s', (text, isValid) => {
  expect(packageUrl.safeParse(text).success).toBe(isValid)
})
