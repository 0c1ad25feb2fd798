import { addressWords } from '../slug.ts'

/** The token in front of an address: a preview link's or a viewer's. Without one, the address is public. */
type PathToken = { token?: string; viewer?: string }

/**
 * A parsed address of the content host. `path` is decoded and relative to the package. '' or a path with a trailing
 * slash means a folder. `current`: a path of the release that is shown now. `path` null means that the slash after the number is missing; redirect to the address with it.
 */
export type Address =
  | ({ kind: 'graphql' } & PathToken)
  | ({ kind: 'stream'; contentHash: string; profile: string; attempt: number; file: string } & PathToken)
  | { kind: 'package'; viewer?: string; environment: string; package: string; isFolder: boolean }
  | { kind: 'current'; viewer?: string; environment: string; package: string; path: string }
  | { kind: 'release'; viewer?: string; environment: string; package: string; number: number; path: string | null }
  | { kind: 'draft'; token: string; package: string; isFolder: boolean }
  | { kind: 'revision'; token: string; package: string; revision: number; path: string | null }

/**
 * Parses the path of a request, without its query. Null for an invalid address: bad encodings, dot segments, double
 * slashes, or encoded slashes. It corrects nothing up to the number, because a second spelling of an address would need
 * its own permission check. Below the number it reads paths as browsers do for pages on a disk: doubled slashes count
 * once, and a `%` that begins no code is a character.
 */
export function parseAddress(path: string): Address | null {
  const [numberAddress] = upToNumber.exec(path) ?? []
  const address = numberAddress === undefined ? null : parseStrictly(numberAddress)
  if (address?.kind !== 'release' && address?.kind !== 'revision') return parseStrictly(path)
  const pathBelow = parsePathBelow(path.slice(numberAddress!.length))
  return pathBelow === null ? null : { ...address, path: pathBelow }
}

/** Matches an address up to a number and its slash. */
const upToNumber = /^\/(?:view\/[^/]+\/[^/]+\/[^/]+|preview\/[^/]+\/[^/]+|[^/]+\/[^/]+)\/[1-9]\d{0,8}\//

function parsePathBelow(path: string): string | null {
  const raw = path
    .replace(/\/{2,}/g, '/')
    .replace(/^\//, '')
    .split('/')
  const segments = raw.map(decodeLeniently)
  return segments.every((segment, i) => isSafeSegment(segment) || (segment === '' && i === raw.length - 1))
    ? segments.join('/')
    : null
}

/** Decodes percent-encoding. Keeps what is not valid, because authors write `100%.mp4` without encoding the `%`. */
export const decodeLeniently = (text: string): string =>
  text.replace(/(?:%[\da-f]{2})+/gi, codes => {
    try {
      return decodeURIComponent(codes)
    } catch {
      return codes
    }
  })

function parseStrictly(path: string): Address | null {
  const segments = decodeSegments(path)
  if (!segments) return null
  const [first, second, ...rest] = segments
  if (first === 'preview') return second ? previewAddress(second, rest) : null
  if (first === 'view')
    return second ? (apiOrStreamAddress(rest, { viewer: second }) ?? environmentAddress(rest, second)) : null
  return apiOrStreamAddress(segments, {}) ?? environmentAddress(segments)
}

/** Parses the addresses of the API and of streams, which exist with and without a token. */
function apiOrStreamAddress([first, ...rest]: string[], pathToken: PathToken): Address | null {
  if (first === 'graphql') return rest.length === 0 ? { kind: 'graphql', ...pathToken } : null
  return first === 'media' ? streamAddress(rest, pathToken) : null
}

function environmentAddress([environment, name, ...rest]: string[], viewer?: string): Address | null {
  if (!environment || !name || addressWords.includes(environment)) return null
  const common = { ...(viewer === undefined ? {} : { viewer }), environment, package: name }
  if (rest.length === 0 || isTrailingSlash(rest)) return { kind: 'package', ...common, isFolder: rest.length > 0 }
  // Digits alone are always a release number, never a folder.
  if (!/^\d+$/.test(rest[0]!)) return { kind: 'current', ...common, path: rest.join('/') }
  const number = parseNumber(rest[0]!)
  return number === null ? null : { kind: 'release', ...common, number, path: joinPath(rest.slice(1)) }
}

function previewAddress(token: string, rest: string[]): Address | null {
  const [first, second, ...more] = rest
  if (!first) return null
  // No package has one of these slugs.
  if (first === 'graphql' || first === 'media') return apiOrStreamAddress(rest, { token })
  if (second === undefined || isTrailingSlash(rest.slice(1)))
    return { kind: 'draft', token, package: first, isFolder: second === '' }
  const revision = parseNumber(second)
  return revision === null ? null : { kind: 'revision', token, package: first, revision, path: joinPath(more) }
}

function streamAddress(
  [contentHash = '', profile = '', attemptSegment = '', ...files]: string[],
  pathToken: PathToken,
): Address | null {
  const attempt = parseNumber(attemptSegment)
  const file = files.join('/')
  if (!/^[0-9a-f]{64}$/.test(contentHash) || !/^[a-z0-9-]+$/.test(profile) || attempt === null || !file) return null
  return { kind: 'stream', ...pathToken, contentHash, profile, attempt, file }
}

function decodeSegments(path: string): string[] | null {
  if (!path.startsWith('/')) return null
  const raw = path.slice(1).split('/')
  try {
    const segments = raw.map(decodeURIComponent)
    return segments.every((segment, i) => isSafeSegment(segment) || (segment === '' && i === raw.length - 1))
      ? segments
      : null
  } catch {
    return null
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the check must reject control characters
const isSafeSegment = (segment: string) => segment !== '' && !/^\.\.?$|[/\\\u0000-\u001f\u007f]/.test(segment)

const isTrailingSlash = (segments: string[]) => segments.length === 1 && segments[0] === ''

const parseNumber = (segment: string) => (/^[1-9]\d{0,8}$/.test(segment) ? Number(segment) : null)

const joinPath = (segments: string[]) => (segments.length === 0 ? null : segments.join('/'))

/** Encodes a path for use in an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
