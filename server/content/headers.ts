import type { OutgoingHttpHeaders } from 'node:http'

/** How long whose copies of what may be kept. A release below its number never changes, its pages only by the right to see them. */
const aYear = 'public, max-age=31536000, immutable'
const aMinute = 'public, max-age=60'
const anHour = 'public, max-age=3600'
const ofPreview = 'private, max-age=300'
const pageOfPreview = 'private, no-cache'

/** On every answer of the content host: packages may stand in anybody's frame, and no type is guessed. */
export const always: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'frame-ancestors *',
}

const isPage = (mediaType: string) => /^(text\/html|application\/xhtml\+xml)\b/.test(mediaType)

/** For a file of a release or of a draft's revision. An address with a token must not travel as a referrer. */
export function fileHeaders(mediaType: string, kind: 'release' | 'preview'): OutgoingHttpHeaders {
  const caching = {
    release: isPage(mediaType) ? aMinute : aYear,
    preview: isPage(mediaType) ? pageOfPreview : ofPreview,
  }
  return { ...always, ...referrer(kind), 'cache-control': caching[kind] }
}

/** For `lectern/…`, which is answered from the installed player. */
export function playerHeaders(kind: 'release' | 'preview'): OutgoingHttpHeaders {
  return { ...always, ...referrer(kind), 'cache-control': kind === 'release' ? anHour : ofPreview }
}

/** For streams, posters and what belongs to them. */
export function streamHeaders(kind: 'release' | 'preview'): OutgoingHttpHeaders {
  const caching = kind === 'release' ? aYear : ofPreview
  return {
    ...always,
    'cache-control': caching,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-length, content-range, etag',
    'cross-origin-resource-policy': 'cross-origin',
  }
}

const referrer = (kind: 'release' | 'preview') => ({
  'referrer-policy': kind === 'release' ? 'strict-origin-when-cross-origin' : 'strict-origin',
})

/** For sending elsewhere: never kept. */
export const redirectHeaders = (location: string): OutgoingHttpHeaders => ({
  ...always,
  location,
  'cache-control': 'no-store',
  'referrer-policy': 'strict-origin',
})
