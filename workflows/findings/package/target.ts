import { pathKey } from '@lectern/domain/files/path-key'
import { isVideo, mayBeVideo } from '@lectern/domain/files/video-files'
import type { ExaminedPackage } from '@lectern/domain/findings/examined-package'
import { pathOfPlaceholder } from '../../files/left-out.ts'
import { pluginOfFile } from '../analysis/plugin-animations.ts'
import type { ParsedUrl } from './address.ts'

/**
 * The target of a URL. `found`: this file, or the index page of a folder. `isMedia`: a video, an animation, or a
 * file in a format that not all browsers show.
 * `spelling` is set when the file's path differs from the requested one: only in letter case (`CASE`), or in how
 * accents are stored (`FORM`). `misspelled`: browsers do not find the file, because its name has characters with a
 * special meaning in URLs. `ignored`: the file is in the folder, but Lectern ignores it for this reason.
 */
export type Target =
  | { kind: 'found'; path: string; isMedia: boolean; spelling?: Spelling }
  | { kind: 'misspelled'; requestedPath: string; actualPath: string }
  | { kind: 'missing'; requestedPath: string }
  | { kind: 'ignored'; path: string; reason: string }
  | { kind: 'outside' | 'disk' | 'web' | 'insecure web' }

/** How a link spells a file's path. For a link to a folder, `requestedPath` names its index page. */
export type Spelling = { mismatch: 'CASE' | 'FORM'; requestedPath: string }

/** What the tag in every page loads. Lectern adds it, also if the author's folder has such a file. */
const playerPath = 'lectern/player.js'
/** The number of targets other than files that are kept, to bound the memory. */
const maxCachedTargets = 50_000

/**
 * Returns a function that finds targets as the content host does: the exact path, or the index page of a folder, then
 * either of them in another spelling.
 */
export function createTargetFinder(
  files: ReadonlyMap<string, unknown>,
  ignored: ExaminedPackage['ignored'],
  formats: ReadonlyMap<string, unknown>,
): (address: ParsedUrl) => Target {
  const filesByKey = lazy(() => firstPathByKey(files.keys()))
  const ignoredByKey = new Map(ignored.flatMap(file => namesOfIgnored(file).map(name => [pathKey(name), file])))
  const cachedTargets = new Map<string, Target>()
  const fileTarget = (path: string) => ({ kind: 'found' as const, path, isMedia: isMedia(path) || formats.has(path) })
  for (const path of files.keys()) cachedTargets.set(path, fileTarget(path))

  function findTarget(path: string): Target {
    const names = candidatePaths(path)
    for (const name of names) if (files.has(name)) return fileTarget(name)
    if (path === '' || pathKey(path) === playerPath) return fileTarget(path)
    for (const name of names) {
      const actualPath = filesByKey().get(pathKey(name))
      if (actualPath !== undefined) return { ...fileTarget(actualPath), spelling: spellingOf(name, actualPath) }
    }
    for (const name of names) {
      const file = ignoredByKey.get(pathKey(name))
      if (file) return { kind: 'ignored', ...file }
    }
    // Lectern adds the files in this folder.
    if (pathKey(path).startsWith('lectern/')) return fileTarget(path)
    return { kind: 'missing', requestedPath: path }
  }

  function findCachedTarget(path: string): Target {
    const cached = cachedTargets.get(path)
    if (cached) return cached
    const target = findTarget(path)
    if (cachedTargets.size < files.size + maxCachedTargets) cachedTargets.set(path, target)
    return target
  }

  return address => {
    if (address.kind !== 'inside') return { kind: address.kind }
    const { path, rawPath } = address
    const target = findCachedTarget(path)
    if (target.kind === 'missing' && files.has(rawPath))
      return { kind: 'misspelled', requestedPath: path, actualPath: rawPath }
    return target
  }
}

/** A link to a file of which only a placeholder is in the folder means this placeholder. */
const namesOfIgnored = ({ path }: { path: string }): string[] => [path, pathOfPlaceholder(path) ?? path]

const isMedia = (path: string) => isVideo(path) || mayBeVideo(path) || pluginOfFile(path) !== null

function firstPathByKey(paths: Iterable<string>): Map<string, string> {
  const first = new Map<string, string>()
  for (const path of paths) {
    const key = pathKey(path)
    const other = first.get(key)
    if (other === undefined || path < other) first.set(key, path)
  }
  return first
}

function spellingOf(requestedPath: string, actualPath: string): Spelling {
  const isForm = requestedPath.normalize('NFC') === actualPath.normalize('NFC')
  return { mismatch: isForm ? 'FORM' : 'CASE', requestedPath }
}

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
