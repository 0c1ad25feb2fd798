/** The token that an address lies below: a preview link's, or a viewer's. None: the address is everybody's. */
type Gate = { token?: string; viewer?: string }

/** An address of the content host, taken apart. `path` is decoded and relative to the package; '' or one with a slash at its end is a folder. */
export type Address =
  | ({ kind: 'graphql' } & Gate)
  | ({ kind: 'stream'; contentHash: string; profile: string; attempt: number; file: string } & Gate)
  | { kind: 'package'; viewer?: string; environment: string; package: string; folder: boolean }
  | { kind: 'release'; viewer?: string; environment: string; package: string; number: number; path: string | null }
  | { kind: 'draft'; token: string; package: string; folder: boolean }
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
  if (first === 'view') return second ? (anywhere(rest, { viewer: second }) ?? environmentAddress(rest, second)) : null
  return anywhere(segments, {}) ?? environmentAddress(segments)
}

/** What lies below every gate, and beside them. */
function anywhere([first, ...rest]: string[], gate: Gate): Address | null {
  if (first === 'graphql') return rest.length === 0 ? { kind: 'graphql', ...gate } : null
  return first === 'media' ? streamAddress(rest, gate) : null
}

function environmentAddress([environment, name, ...rest]: string[], viewer?: string): Address | null {
  if (!environment || !name || ours.includes(environment)) return null
  const own = { ...(viewer === undefined ? {} : { viewer }), environment, package: name }
  if (rest.length === 0 || isEnd(rest)) return { kind: 'package', ...own, folder: rest.length > 0 }
  const number = numberOf(rest[0]!)
  return number === null ? null : { kind: 'release', ...own, number, path: pathOf(rest.slice(1)) }
}

/** No environment has these names. */
const ours = ['graphql', 'media', 'preview', 'view']

function previewAddress(token: string, rest: string[]): Address | null {
  const [first, second, ...more] = rest
  if (!first) return null
  if (ours.includes(first)) return anywhere(rest, { token })
  if (second === undefined || isEnd(rest.slice(1)))
    return { kind: 'draft', token, package: first, folder: second === '' }
  const revision = numberOf(second)
  return revision === null ? null : { kind: 'revision', token, package: first, revision, path: pathOf(more) }
}

function streamAddress([contentHash = '', profile = '', third = '', ...files]: string[], gate: Gate): Address | null {
  const attempt = numberOf(third)
  const file = files.join('/')
  if (!/^[0-9a-f]{64}$/.test(contentHash) || !/^[a-z0-9-]+$/.test(profile) || attempt === null || !file) return null
  return { kind: 'stream', ...gate, contentHash, profile, attempt, file }
}

function decodeSegments(path: string): string[] | null {
  if (!path.startsWith('/')) return null
  const raw = path.slice(1).split('/')
  try {
    const segments = raw.map(decodeURIComponent)
    return segments.every((segment, i) => isName(segment) || (segment === '' && i === raw.length - 1)) ? segments : null
  } catch {
    return null
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is to be found
const isName = (segment: string) => segment !== '' && !/^\.\.?$|[/\\\u0000-\u001f\u007f]/.test(segment)

const isEnd = (segments: string[]) => segments.length === 1 && segments[0] === ''

const numberOf = (segment: string) => (/^[1-9]\d{0,8}$/.test(segment) ? Number(segment) : null)

const pathOf = (segments: string[]) => (segments.length === 0 ? null : segments.join('/'))

/** A path as part of an address. */
export const encodePath = (path: string): string => path.split('/').map(encodeURIComponent).join('/')
