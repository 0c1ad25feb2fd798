/** The token that an address lies below: a preview link's, or a viewer's. None: the address is everybody's. */
type PathToken = { token?: string; viewer?: string }

/** An address of the content host, taken apart. `path` is decoded and relative to the package; '' or one with a slash at its end is a folder. */
export type Address =
  | ({ kind: 'graphql' } & PathToken)
  | ({ kind: 'stream'; contentHash: string; profile: string; attempt: number; file: string } & PathToken)
  | { kind: 'package'; viewer?: string; environment: string; package: string; isFolder: boolean }
  | { kind: 'release'; viewer?: string; environment: string; package: string; number: number; path: string | null }
  | { kind: 'draft'; token: string; package: string; isFolder: boolean }
  | { kind: 'revision'; token: string; package: string; revision: number; path: string | null }

/**
 * Takes a request's path apart (without its query); null for what can be no address: bad encodings, dots that lead upwards, doubled
 * slashes, and encoded slashes. Nothing is mended, because two spellings of one address would be two rights to check. A `path` of null: the
 * number stands there without a slash, which is to be added.
 */
export function parseAddress(path: string): Address | null {
  const segments = decodeSegments(path)
  if (!segments) return null
  const [first, second, ...rest] = segments
  if (first === 'preview') return second ? previewAddress(second, rest) : null
  if (first === 'view')
    return second ? (apiOrStreamAddress(rest, { viewer: second }) ?? environmentAddress(rest, second)) : null
  return apiOrStreamAddress(segments, {}) ?? environmentAddress(segments)
}

/** What lies below every gate, and beside them. */
function apiOrStreamAddress([first, ...rest]: string[], pathToken: PathToken): Address | null {
  if (first === 'graphql') return rest.length === 0 ? { kind: 'graphql', ...pathToken } : null
  return first === 'media' ? streamAddress(rest, pathToken) : null
}

function environmentAddress([environment, name, ...rest]: string[], viewer?: string): Address | null {
  if (!environment || !name || reservedNames.includes(environment)) return null
  const common = { ...(viewer === undefined ? {} : { viewer }), environment, package: name }
  if (rest.length === 0 || isTrailingSlash(rest)) return { kind: 'package', ...common, isFolder: rest.length > 0 }
  const number = parseNumber(rest[0]!)
  return number === null ? null : { kind: 'release', ...common, number, path: joinPath(rest.slice(1)) }
}

/** No environment has these names. */
const reservedNames = ['graphql', 'media', 'preview', 'view']

function previewAddress(token: string, rest: string[]): Address | null {
  const [first, second, ...more] = rest
  if (!first) return null
  if (reservedNames.includes(first)) return apiOrStreamAddress(rest, { token })
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

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const isSafeSegment = (segment: string) => segment !== '' && !/^\.\.?$|[/\\\u0000-\u001f\u007f]/.test(segment)

const isTrailingSlash = (segments: string[]) => segments.length === 1 && segments[0] === ''

const parseNumber = (segment: string) => (/^[1-9]\d{0,8}$/.test(segment) ? Number(segment) : null)

const joinPath = (segments: string[]) => (segments.length === 0 ? null : segments.join('/'))

/** A path as part of an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
