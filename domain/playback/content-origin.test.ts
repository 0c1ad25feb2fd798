import { expect, test } from 'vitest'
import { contentOrigin, contentSources, packageOfHost, packageUrl } from './content-origin.ts'

const shared = { LECTERN_CONTENT_URL: 'https://lessons.example.net' }
const own = { ...shared, LECTERN_PACKAGE_URL: 'https://{package}.lessons.example.net' }

test('packages share an origin, or have one each', () => {
  expect(contentOrigin(shared, 'optics')).toBe('https://lessons.example.net')
  expect(contentOrigin(own, 'optics')).toBe('https://optics.lessons.example.net')
  expect(contentSources(shared)).toBe('https://lessons.example.net')
  expect(contentSources(own)).toBe('https://lessons.example.net https://*.lessons.example.net')
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
])('the host «%s» is the origin of %s', (host, slug) => {
  expect(packageOfHost(own, host)).toBe(slug)
  expect(packageOfHost(shared, host)).toBeNull()
})

test('a port that the setting names is part of the host', () => {
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
])('%s is a setting for them: %s', (text, good) => {
  expect(packageUrl.safeParse(text).success).toBe(good)
})
