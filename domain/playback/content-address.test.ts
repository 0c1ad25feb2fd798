import { describe, expect, test } from 'vitest'
import { encodePath, parseAddress } from './content-address.ts'

const hash = 'a'.repeat(64)

test.each([
  ['/graphql', { kind: 'graphql' }],
  ['/preview/secret/graphql', { kind: 'graphql', token: 'secret' }],
  ['/production/optics', { kind: 'package', environment: 'production', package: 'optics', isFolder: false }],
  ['/production/optics/', { kind: 'package', environment: 'production', package: 'optics', isFolder: true }],
  ['/production/optics/7', { kind: 'release', environment: 'production', package: 'optics', number: 7, path: null }],
  ['/production/optics/7/', { kind: 'release', environment: 'production', package: 'optics', number: 7, path: '' }],
  ['/production/optics/7/a%20b/%23%25.html', { kind: 'release', path: 'a b/#%.html' }],
  ['/production/optics/7/a/', { kind: 'release', path: 'a/' }],
  ['/production/optics/7//a//b///', { kind: 'release', path: 'a/b/' }],
  ['/production/optics/7//', { kind: 'release', path: '' }],
  ['/production/optics/7/100%.png', { kind: 'release', path: '100%.png' }],
  ['/production/optics/7/100%25 50%.png', { kind: 'release', path: '100% 50%.png' }],
  ['/production/optics/7/%ff%zz%2/%C3%A4.png', { kind: 'release', path: '%ff%zz%2/\u00e4.png' }],
  ['/preview/secret/optics/3//100%.html', { kind: 'revision', revision: 3, path: '100%.html' }],
  ['/view/token/district/optics/7/a//100%', { kind: 'release', viewer: 'token', number: 7, path: 'a/100%' }],
  ['/production/2024/7/a', { kind: 'release', package: '2024', number: 7, path: 'a' }],
  ['/preview/secret/optics', { kind: 'draft', token: 'secret', package: 'optics', isFolder: false }],
  ['/preview/secret/optics/', { kind: 'draft', token: 'secret', package: 'optics', isFolder: true }],
  ['/preview/secret/preview/', { kind: 'draft', token: 'secret', package: 'preview', isFolder: true }],
  [
    '/preview/secret/view/3/a.html',
    { kind: 'revision', token: 'secret', package: 'view', revision: 3, path: 'a.html' },
  ],
  [
    '/preview/secret/optics/3/a.html',
    { kind: 'revision', token: 'secret', package: 'optics', revision: 3, path: 'a.html' },
  ],
  [
    `/media/${hash}/h264-1/2/hls/index.m3u8`,
    { kind: 'stream', contentHash: hash, profile: 'h264-1', attempt: 2, file: 'hls/index.m3u8' },
  ],
  ['/view/token/graphql', { kind: 'graphql', viewer: 'token' }],
  ['/view/a.b.c/district/optics', { kind: 'package', viewer: 'a.b.c', environment: 'district', isFolder: false }],
  ['/view/token/district/optics/', { kind: 'package', viewer: 'token', package: 'optics', isFolder: true }],
  [
    '/view/token/district/optics/7/a/b.html',
    { kind: 'release', viewer: 'token', environment: 'district', package: 'optics', number: 7, path: 'a/b.html' },
  ],
  [`/view/token/media/${hash}/h264-1/2/x.ts`, { kind: 'stream', viewer: 'token', file: 'x.ts' }],
  [`/preview/secret/media/${hash}/h264-1/2/x.ts`, { kind: 'stream', token: 'secret', file: 'x.ts' }],
])('parses %s', (path, address) => {
  expect(parseAddress(path)).toMatchObject(address)
})

describe('parseAddress rejects', () => {
  test.each([
    ['a path with two dots', '/production/optics/7/../8/index.html'],
    ['two encoded dots', '/production/optics/7/%2e%2e/8/index.html'],
    ['two dots, one of them encoded', '/production/optics/7/.%2E/8/index.html'],
    ['an encoded slash', '/production/optics/7/a%2fb'],
    ['a backslash', '/production/optics/7/a%5cb'],
    ['a null character', '/production/optics/7/a%00b'],
    ['an invalid encoding before the number', '/production/optics%/7/a'],
    ['an invalid encoding in a token', '/preview/secret%/optics/7/a'],
    ['encoded bytes that are not UTF-8', '/production/%ff/7/a'],
    ['a double slash', '/production//optics/7/'],
    ['a double slash before the number', '/production/optics//7/a'],
    ['a double slash in front', '//production/optics/7/a'],
    ['a double slash below a stream', `/media/${hash}/h264-1/1//a.ts`],
    ['a dot below a double slash', '/production/optics/7//./a'],
    ['an encoded slash behind a doubled one', '/production/optics/7//%2f'],
    ['a number with a leading zero', '/production/optics/07/'],
    ['a path below the API', '/graphql/x'],
    ['a path below the API of a viewer', '/view/token/graphql/x'],
    ['a token without a path', '/view/token'],
    ['a path below the API of a preview', '/preview/secret/graphql/x'],
    ['a token below another token', '/view/token/view/token/production/optics/'],
    ['two dots in place of a token', '/view/../production/optics/7/'],
    ['a stream without a valid hash', '/media/x/h264-1/1/a.ts'],
    ['an empty path', '/'],
    ['an absolute URL', 'http://example.org/production/optics/'],
  ])('%s', (_name, path) => {
    expect(parseAddress(path)).toBeNull()
  })
})

test('encodePath encodes a path so that parseAddress returns the same path', () => {
  const path = 'Größe #1/100% sûr?.html'
  expect(parseAddress(`/e/p/1/${encodePath(path)}`)).toMatchObject({ path })
})
