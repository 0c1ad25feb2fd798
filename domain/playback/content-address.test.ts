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
  ['/preview/secret/optics', { kind: 'draft', token: 'secret', package: 'optics', isFolder: false }],
  ['/preview/secret/optics/', { kind: 'draft', token: 'secret', package: 'optics', isFolder: true }],
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
])('%s is understood', (path, address) => {
  expect(parseAddress(path)).toMatchObject(address)
})

describe('nothing is mended', () => {
  test.each([
    ['a path that leads upwards', '/production/optics/7/../8/index.html'],
    ['the same, encoded', '/production/optics/7/%2e%2e/8/index.html'],
    ['the same, half encoded', '/production/optics/7/.%2E/8/index.html'],
    ['an encoded slash', '/production/optics/7/a%2fb'],
    ['a backslash', '/production/optics/7/a%5cb'],
    ['a null character', '/production/optics/7/a%00b'],
    ['a bad encoding', '/production/optics/7/100%'],
    ['an encoding that is no UTF-8', '/production/optics/7/%ff'],
    ['doubled slashes', '/production//optics/7/'],
    ['doubled slashes inside', '/production/optics/7/a//b'],
    ['a number with a zero before it', '/production/optics/07/'],
    ['what is no number', '/production/optics/latest/'],
    ['what lies below an API', '/graphql/x'],
    ['what lies below an API below a token', '/view/token/graphql/x'],
    ['a token and nothing else', '/view/token'],
    ['a token inside of another', '/view/token/view/token/production/optics/'],
    ['a token that ends the path upwards', '/view/../production/optics/7/'],
    ['a stream of no hash', '/media/x/h264-1/1/a.ts'],
    ['nothing at all', '/'],
    ['a whole address', 'http://example.org/production/optics/'],
  ])('%s', (_what, path) => {
    expect(parseAddress(path)).toBeNull()
  })
})

test('a path is encoded so that it is understood as the same', () => {
  const path = 'Größe #1/100% sûr?.html'
  expect(parseAddress(`/e/p/1/${encodePath(path)}`)).toMatchObject({ path })
})
