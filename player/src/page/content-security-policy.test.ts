import { expect, it } from 'vitest'
import { allowsStream } from './content-security-policy.ts'

const allowing = "default-src 'self'; media-src 'self' blob:; img-src 'self' data: blob:"

it.each([
  ['a page without a policy', [], true],
  ['all that a stream needs', [allowing], true],
  ['what a stream needs, in capital letters', [allowing.toUpperCase()], true],
  ['an unrelated directive', ['upgrade-insecure-requests'], true],
  ['a scheme instead of the origin', ['default-src https: blob:'], true],
  ["only the page's own media", ["media-src 'self'"], false],
  ["only the page's own of everything", ["default-src 'self'"], false],
  ['everything by a star, which does not include blob:', ['default-src *'], false],
  ['no connections', [`${allowing}; connect-src 'none'`], false],
  ['no images from blob:', ["media-src blob:; img-src 'self'"], false],
  ['scripts by nonce alone', [`${allowing}; script-src 'nonce-abc'`], false],
  ["scripts by 'strict-dynamic'", [`${allowing}; script-src 'self' 'nonce-abc' 'strict-dynamic'`], false],
  ['scripts in elements of another host', [`${allowing}; script-src-elem https://cdn.example`], false],
  ['the first of two equal directives', ['media-src blob:; media-src none'], true],
  ['one of two policies', [allowing, "media-src 'self'"], false],
])('reads %s', (_, policies, isAllowed) => {
  expect(allowsStream(policies, 'https:')).toBe(isAllowed)
})
