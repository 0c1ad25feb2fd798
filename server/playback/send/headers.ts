import type { OutgoingHttpHeaders } from 'node:http'

/** Who may keep copies: everybody, or, below a token's path, only the browser that has it. */
export type Audience = 'public' | 'private'

/** How long whose copies of what may be kept. A release below its number never changes, its pages only by the right to see them. */
const oneYearCacheControl = 'public, max-age=31536000, immutable'
const oneMinuteCacheControl = 'public, max-age=60'
const oneHourCacheControl = 'public, max-age=3600'
const privateCacheControl = 'private, max-age=300'
const privatePageCacheControl = 'private, no-cache'

/** On every answer of the content host: packages may stand in anybody's frame, and no type is guessed. */
export const commonHeaders: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'frame-ancestors *',
}

const isPage = (mediaType: string) => /^(text\/html|application\/xhtml\+xml)\b/.test(mediaType)

/**
 * For a file of a release or of a draft's revision. An address with a token must not travel as a referrer. `frameAncestors`: whose frames it
 * may stand in, as sources of a content security policy; none: nobody's.
 */
export function fileHeaders(mediaType: string, audience: Audience, frameAncestors = ['*']): OutgoingHttpHeaders {
  const cacheControl = {
    public: isPage(mediaType) ? oneMinuteCacheControl : oneYearCacheControl,
    private: isPage(mediaType) ? privatePageCacheControl : privateCacheControl,
  }
  return {
    ...commonHeaders,
    'content-security-policy': framePolicy(frameAncestors),
    ...referrerHeaders(audience),
    'cache-control': cacheControl[audience],
  }
}

/** What is no source at all is left out: it could end the directive and begin another. */
function framePolicy(sources: string[]): string {
  const validSources = sources.filter(source => /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/.test(source))
  return `frame-ancestors ${validSources.length > 0 ? validSources.join(' ') : "'none'"}`
}

/** For `lectern/…`, which is answered from the installed player. */
export function playerHeaders(audience: Audience): OutgoingHttpHeaders {
  return {
    ...commonHeaders,
    ...referrerHeaders(audience),
    'cache-control': audience === 'public' ? oneHourCacheControl : privateCacheControl,
  }
}

/** For streams, posters and what belongs to them. */
export function streamHeaders(audience: Audience): OutgoingHttpHeaders {
  return {
    ...commonHeaders,
    'cache-control': audience === 'public' ? oneYearCacheControl : privateCacheControl,
    'access-control-allow-origin': '*',
    'access-control-expose-headers': 'content-length, content-range, etag',
    'cross-origin-resource-policy': 'cross-origin',
  }
}

const referrerHeaders = (audience: Audience) => ({
  'referrer-policy': audience === 'public' ? 'strict-origin-when-cross-origin' : 'strict-origin',
})

/** For sending elsewhere: never kept. */
export const redirectHeaders = (location: string): OutgoingHttpHeaders => ({
  ...commonHeaders,
  location,
  'cache-control': 'no-store',
  'referrer-policy': 'strict-origin',
})
