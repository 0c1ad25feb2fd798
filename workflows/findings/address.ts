/**
 * Where an address in a text leads. `inside`: to this path of the package, '' or one with a slash at its end being a folder; `literal` is what
 * stands there without any reading of `%`, `#` and `?`; `isBroken`: a `%` in it begins no code, and no server takes that. `outside`: above the
 * package's folder; `disk`: to a disk or a server in the house.
 */
export type Address =
  | { leads: 'inside'; path: string; literal: string; isBroken: boolean }
  | { leads: 'outside' | 'disk' | 'web' | 'insecure web' }

/** Stands for the package's folder in addresses, so that what leads above it can be told. */
const origin = 'https://package.invalid'
const rootPath = '/~package~/'
const root = origin + rootPath

/** A drive of Windows, a server in its network, or (capital letters count) a folder of a Mac. */
const windows = /^(?:file:|[a-z][:|][\\/]|\\\\)/i
const mac = /^\/(?:Users|Volumes)\//
const isOnDisk = (url: string) => windows.test(url) || mac.test(url)

const scheme = /^([a-z][a-z\d+.-]+):|^\/\//i
/** What needs the whole of the rules for addresses: it begins with a slash, or holds signs that they rewrite. */
const strange = /^\/|[\\:\t\r\n]|%2e/i

/** Reads the addresses of one text as a browser does; `base` is the `href` of its `<base>`. */
export function addressReader(text: string, base: string | undefined): (url: string) => Address {
  const own = root + text.split('/').map(encodeURIComponent).join('/')
  const from = base === undefined ? own : (URL.parse(base.replaceAll('\\', '/'), own)?.href ?? own)
  const folder = from.startsWith(root) ? decoded(from.slice(root.length).replace(/[^/]*$/, '')).path : null
  if (base !== undefined && isOnDisk(base)) return url => (scheme.test(url) ? absolute(url) : { leads: 'disk' })
  return url => {
    if (isOnDisk(url)) return { leads: 'disk' }
    if (scheme.test(url)) return absolute(url)
    if (folder !== null && !strange.test(url)) return relative(folder, url, text)
    const resolved = URL.parse(url.replaceAll('\\', '/'), from)
    if (!resolved) return { leads: 'web' }
    if (resolved.origin !== origin) return absolute(resolved.href)
    if (!resolved.pathname.startsWith(rootPath)) return { leads: 'outside' }
    return { leads: 'inside', ...decoded(resolved.pathname.slice(rootPath.length)), literal: (folder ?? '') + url }
  }
}

const absolute = (url: string): Address => ({ leads: /^http:/i.test(url) ? 'insecure web' : 'web' })

/** Nearly all addresses are such: names and folders. `URL` says the same of them, but takes ten times as long. */
function relative(folder: string, url: string, text: string): Address {
  const end = url.search(/[?#]/)
  const name = end < 0 ? url : url.slice(0, end)
  if (name === '') return { leads: 'inside', path: text, literal: folder + url, isBroken: false }
  const { path, isBroken } = decoded(name)
  const literal = folder + url
  if (!/(?:^|\/)\.\.?(?:\/|$)/.test(name)) return { leads: 'inside', path: folder + path, literal, isBroken }
  const segments = folder === '' ? [] : folder.slice(0, -1).split('/')
  const parts = path.split('/')
  const last = parts.at(-1)!
  for (const part of parts) {
    if (part === '.') continue
    if (part !== '..') segments.push(part)
    else if (segments.pop() === undefined) return { leads: 'outside' }
  }
  const isFolder = last === '.' || last === '..'
  return { leads: 'inside', path: segments.join('/') + (isFolder && segments.length > 0 ? '/' : ''), literal, isBroken }
}

/** Whatever can be decoded is; a `%` that means itself is left. */
function decoded(path: string): { path: string; isBroken: boolean } {
  if (!path.includes('%')) return { path, isBroken: false }
  try {
    return { path: decodeURIComponent(path), isBroken: false }
  } catch {
    return { path: path.replace(/(?:%[\da-f]{2})+/gi, decodedWhereItCan), isBroken: true }
  }
}

function decodedWhereItCan(codes: string): string {
  try {
    return decodeURIComponent(codes)
  } catch {
    return codes
  }
}
