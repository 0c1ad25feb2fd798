import { decodeLeniently } from '@lectern/domain/playback/content-address'

/**
 * The target of a URL in a text. `inside`: this path of the package. An empty path, or one with a slash at its end, is
 * a folder. `rawPath` is the path without interpreting `%`, `#`, and `?`. `outside`: above the package folder. `disk`: a
 * disk or a server in the local network.
 */
export type ParsedUrl =
  | { kind: 'inside'; path: string; rawPath: string }
  | { kind: 'outside' | 'disk' | 'web' | 'insecure web' }

/** Represents the package folder in URLs, so that paths above it can be recognized. */
const packageOrigin = 'https://package.invalid'
const packagePath = '/~package~/'
const packageUrl = packageOrigin + packagePath

/** Match a Windows drive, a server in a Windows network, or (case-sensitive) a Mac folder. */
const windowsPath = /^(?:file:|[a-z][:|][\\/]|\\\\)/i
const macPath = /^\/(?:Users|Volumes)\//
const isOnDisk = (url: string) => windowsPath.test(url) || macPath.test(url)

const scheme = /^([a-z][a-z\d+.-]+):|^\/\//i
/** Matches URLs that need the full URL parser: a slash at the beginning, or characters that the parser rewrites. */
const needsUrlParser = /^\/|[\\:\t\r\n]|%2e/i

/** Returns whether a URL depends on the folder of its page, or on the page's `<base>`. */
export const isRelative = (url: string): boolean => !scheme.test(url) && !isOnDisk(url)

/** Returns a function that parses the URLs of one text as a browser does. `base` is the `href` of its `<base>`. */
export function createUrlParser(textPath: string, base: string | undefined): (url: string) => ParsedUrl {
  const textUrl = packageUrl + textPath.split('/').map(encodeURIComponent).join('/')
  const baseUrl = base === undefined ? textUrl : (URL.parse(base.replaceAll('\\', '/'), textUrl)?.href ?? textUrl)
  const folder = baseUrl.startsWith(packageUrl)
    ? decodeLeniently(baseUrl.slice(packageUrl.length, baseUrl.lastIndexOf('/') + 1))
    : null
  if (base !== undefined && isOnDisk(base)) return url => (scheme.test(url) ? webUrl(url) : { kind: 'disk' })
  return url => {
    if (isOnDisk(url)) return { kind: 'disk' }
    if (scheme.test(url)) return webUrl(url)
    if (folder !== null && !needsUrlParser.test(url)) return resolveRelative(folder, url, textPath)
    const resolved = URL.parse(url.replaceAll('\\', '/'), baseUrl)
    if (!resolved) return { kind: 'web' }
    if (resolved.origin !== packageOrigin) return webUrl(resolved.href)
    if (!resolved.pathname.startsWith(packagePath)) return { kind: 'outside' }
    const path = mergeSlashes(decodeLeniently(resolved.pathname.slice(packagePath.length)))
    return { kind: 'inside', path, rawPath: (folder ?? '') + url }
  }
}

const webUrl = (url: string): ParsedUrl => ({ kind: /^http:/i.test(url) ? 'insecure web' : 'web' })

/** Resolves a plain relative path, as nearly all URLs are. `URL` gives the same result but takes ten times as long. */
function resolveRelative(folder: string, url: string, textPath: string): ParsedUrl {
  const end = url.search(/[?#]/)
  const name = end < 0 ? url : url.slice(0, end)
  if (name === '') return { kind: 'inside', path: textPath, rawPath: folder + url }
  const path = decodeLeniently(name)
  const rawPath = folder + url
  if (!/(?:^|\/)\.\.?(?:\/|$)/.test(name)) return { kind: 'inside', path: folder + mergeSlashes(path), rawPath }
  const segments = folder === '' ? [] : folder.slice(0, -1).split('/')
  const parts = path.split('/')
  const last = parts.at(-1)!
  for (const part of parts) {
    if (part === '.') continue
    if (part !== '..') segments.push(part)
    else if (segments.pop() === undefined) return { kind: 'outside' }
  }
  const isFolder = last === '.' || last === '..'
  return {
    kind: 'inside',
    path: mergeSlashes(segments.join('/') + (isFolder && segments.length > 0 ? '/' : '')),
    rawPath,
  }
}

/** Doubled slashes count once, on a disk and on the content host. */
const mergeSlashes = (path: string): string => path.replace(/\/{2,}/g, '/').replace(/^\//, '')
