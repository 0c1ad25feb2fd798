import { isVideo, mayBeVideo } from '@lectern/domain/files/video-files'
import type { ParsedUrl } from './address.ts'
import { pluginOfFile } from './analysis/plugin-animations.ts'

/**
 * The target of a URL. `found`: this file, or the index page of a folder. `isMedia`: a video, audio, or animation file.
 * `misspelled`: no file has the requested path, but the actual path differs only in letter case (`CASE`), in how
 * accents are stored (`FORM`), or in characters with a special meaning in URLs (`SIGNS`).
 */
export type Target =
  | { kind: 'found'; path: string; isMedia: boolean }
  | { kind: 'misspelled'; mismatch: 'CASE' | 'FORM' | 'SIGNS'; requestedPath: string; actualPath: string }
  | { kind: 'missing'; requestedPath: string }
  | { kind: 'outside' | 'disk' | 'web' | 'insecure web' }

/** Returns a path as Dropbox, Windows, and Macs compare it: without letter case and the form of accents. */
export const foldPath = (path: string): string => (asciiPattern.test(path) ? path : path.normalize('NFC')).toLowerCase()

/** Matches names without accents, which are nearly all. Normalizing accents is slow. */
const asciiPattern = /^[ -~]*$/

/** Returns a function that finds targets as the content host does: the exact path, or the index page of a folder. */
export function createTargetFinder(files: ReadonlyMap<string, unknown>): (address: ParsedUrl) => Target {
  const filesByFoldedPath = lazy(() => new Map([...files.keys()].map(path => [foldPath(path), path])))
  const cachedTargets = new Map<string, Target>()
  for (const path of files.keys()) cachedTargets.set(path, fileTarget(path))

  function findTarget(path: string): Target {
    const names = candidatePaths(path)
    for (const name of names) if (files.has(name)) return fileTarget(name)
    // The package folder itself, and the files that Lectern adds.
    if (path === '' || path.startsWith('lectern/')) return fileTarget(path)
    for (const name of names) {
      const actualPath = filesByFoldedPath().get(foldPath(name))
      if (actualPath === undefined) continue
      const isForm = name.normalize('NFC') === actualPath.normalize('NFC')
      return { kind: 'misspelled', mismatch: isForm ? 'FORM' : 'CASE', requestedPath: path, actualPath }
    }
    return { kind: 'missing', requestedPath: path }
  }

  function findCachedTarget(path: string): Target {
    const cached = cachedTargets.get(path)
    if (cached) return cached
    const target = findTarget(path)
    cachedTargets.set(path, target)
    return target
  }

  return address => {
    if (address.kind !== 'inside') return { kind: address.kind }
    const { path, rawPath, hasInvalidEscape } = address
    const target = findCachedTarget(path)
    if (target.kind === 'found' && hasInvalidEscape)
      return { kind: 'misspelled', mismatch: 'SIGNS', requestedPath: path, actualPath: target.path }
    if (target.kind === 'missing' && files.has(rawPath))
      return { kind: 'misspelled', mismatch: 'SIGNS', requestedPath: path, actualPath: rawPath }
    return target
  }
}

const fileTarget = (path: string): Target => ({
  kind: 'found',
  path,
  isMedia: isVideo(path) || mayBeVideo(path) || pluginOfFile(path) !== null,
})

/** Returns the paths that a URL may mean: the file itself, or the index page of a folder with this name. */
function candidatePaths(path: string): string[] {
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`
  const indexes = [`${folder}index.html`, `${folder}index.htm`]
  return path === folder ? indexes : [path, ...indexes]
}

function lazy<T>(make: () => T): () => T {
  let value: T | undefined
  return () => {
    value ??= make()
    return value
  }
}
