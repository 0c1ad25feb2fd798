import type { OutgoingHttpHeaders } from 'node:http'

/** Who may cache a response: everyone or, below a token's path, only the browser. */
export type Audience = 'public' | 'private'

/** The cache lifetimes. Files of a release never change. Pages expire sooner because access to them can be revoked. */
const oneYearCacheControl = 'public, max-age=31536000, immutable'
const oneMinuteCacheControl = 'public, max-age=60'
const oneHourCacheControl = 'public, max-age=3600'
const privateCacheControl = 'private, max-age=300'
const privatePageCacheControl = 'private, no-cache'

/**
 * Lets pages of every origin read each response, errors too, with the headers that players need. Sandboxed frames have the
 * origin `null`, and fonts and modules are always requested with CORS. The policy is for pages that isolate themselves.
 */
export const crossOriginHeaders = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'content-length, content-range, etag, retry-after',
  'cross-origin-resource-policy': 'cross-origin',
}

/** The headers of the response to a CORS preflight: OPTIONS, sent before the requests that CORS does not always allow. */
export const preflightHeaders: OutgoingHttpHeaders = {
  'access-control-allow-methods': 'GET, HEAD, POST',
  'access-control-allow-headers': 'content-type, range',
  'access-control-max-age': '86400',
}

/**
 * The headers of most responses of the content host. All pages may frame packages, and browsers must not guess types.
 */
export const commonHeaders: OutgoingHttpHeaders = {
  'x-content-type-options': 'nosniff',
  'content-security-policy': 'frame-ancestors *',
}

const isPage = (mediaType: string) => /^(text\/html|application\/xhtml\+xml)\b/.test(mediaType)

/** Types that say little. Scripts add files of these types as scripts, which browsers allow only if they may guess. */
const isUntyped = (mediaType: string) => /^(text\/plain|application\/octet-stream)\b/.test(mediaType)

/**
 * Returns the headers of a file of a release or draft. Addresses with a token must not be sent as a referrer.
 * `frameAncestors` are the pages that may frame it, as sources of a content security policy. If it is empty, no page
 * may.
 */
export function fileHeaders(mediaType: string, audience: Audience, frameAncestors = ['*']): OutgoingHttpHeaders {
  const cacheControl = {
    public: isPage(mediaType) ? oneMinuteCacheControl : oneYearCacheControl,
    private: isPage(mediaType) ? privatePageCacheControl : privateCacheControl,
  }
  const { 'x-content-type-options': noSniff, ...otherHeaders } = commonHeaders
  return {
    ...otherHeaders,
    ...(isUntyped(mediaType) ? {} : { 'x-content-type-options': noSniff }),
    'content-security-policy': framePolicy(frameAncestors),
    ...referrerHeaders(audience),
    'cache-control': cacheControl[audience],
  }
}

/**
 * Returns the headers of a file of the author that a person looks at, apart from its package. Nothing in it may run or load
 * anything, except the styles of an SVG. `downloadName`: the file is saved with this name.
 */
export function versionFileHeaders(mediaType: string, downloadName: string | null): OutgoingHttpHeaders {
  return {
    ...fileHeaders(mediaType, 'private'),
    'content-security-policy':
      "sandbox; default-src 'none'; img-src data:; style-src 'unsafe-inline'; frame-ancestors *",
    'cache-control': privateCacheControl,
    ...(downloadName === null
      ? {}
      : { 'content-disposition': `attachment; filename*=UTF-8''${encodeHeaderValue(downloadName)}` }),
  }
}

/** Percent-encodes a text as RFC 8187 asks, which allows fewer characters than addresses. */
const encodeHeaderValue = (text: string) =>
  encodeURIComponent(text).replace(/['()*]/g, letter => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`)

/** Builds the frame policy. Skips invalid sources because they could end the directive and start another. */
function framePolicy(sources: string[]): string {
  const validSources = sources.filter(source => /^[\x21-\x2b\x2d-\x3a\x3c-\x7e]+$/.test(source))
  return `frame-ancestors ${validSources.length > 0 ? validSources.join(' ') : "'none'"}`
}

/** Returns the headers of `lectern/…`, which comes from the installed player. */
export function playerHeaders(audience: Audience): OutgoingHttpHeaders {
  return {
    ...commonHeaders,
    ...referrerHeaders(audience),
    'cache-control': audience === 'public' ? oneHourCacheControl : privateCacheControl,
  }
}

/** Returns the headers of streams, posters, and storyboards. */
export function streamHeaders(audience: Audience): OutgoingHttpHeaders {
  return {
    ...commonHeaders,
    'cache-control': audience === 'public' ? oneYearCacheControl : privateCacheControl,
  }
}

const referrerHeaders = (audience: Audience) => ({
  'referrer-policy': audience === 'public' ? 'strict-origin-when-cross-origin' : 'strict-origin',
})

/** Returns the headers of a redirect, which is never cached. */
export const redirectHeaders = (location: string): OutgoingHttpHeaders => ({
  ...commonHeaders,
  location,
  'cache-control': 'no-store',
  'referrer-policy': 'strict-origin',
})
