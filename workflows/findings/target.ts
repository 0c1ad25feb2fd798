import { isVideo } from '@lectern/domain/files/video-files'
import { pluginOfFile } from './analysis/plugin-animations.ts'
import type { ParsedUrl } from './address.ts'

/**
 * What an address leads to. `there`: this file (for a folder its index); `isMedia`: a film, sound or animation. `misspelt`: there is none of the name that was `asked` for, but one that
 * is `meant`; it differs by letter case, by how accents are stored, or by signs that mean something else in an address.
 */
export type Target =
  | { kind: 'there'; path: string; isMedia: boolean }
  | { kind: 'misspelt'; mismatch: 'CASE' | 'FORM' | 'SIGNS'; requestedPath: string; actualPath: string }
  | { kind: 'missing'; requestedPath: string }
  | { kind: 'outside' | 'disk' | 'web' | 'insecure web' }

/** A name as Dropbox, Windows and Macs compare it: letter case and the form of accents do not count. */
export const foldPath = (path: string): string => (asciiPattern.test(path) ? path : path.normalize('NFC')).toLowerCase()

/** No accents: nearly all names are such, and looking at accents takes long. */
const asciiPattern = /^[ -~]*$/

/** Finds the file that an address leads to, as the content host does: exactly, and of a folder its index. */
export function createTargetFinder(files: ReadonlyMap<string, unknown>): (address: ParsedUrl) => Target {
  const filesByFoldedPath = lazy(() => new Map([...files.keys()].map(path => [foldPath(path), path])))
  const cachedTargets = new Map<string, Target>()
  for (const path of files.keys()) cachedTargets.set(path, fileTarget(path))

  function findTarget(path: string): Target {
    const names = candidatePaths(path)
    for (const name of names) if (files.has(name)) return fileTarget(name)
    // The package itself, and what Lectern puts into it.
    if (path === '' || path.startsWith('lectern/')) return fileTarget(path)
    for (const name of names) {
      const actualPath = filesByFoldedPath().get(foldPath(name))
      if (actualPath === undefined) continue
      const isForm = name.normalize('NFC') === actualPath.normalize('NFC')
      return { kind: 'misspelt', mismatch: isForm ? 'FORM' : 'CASE', requestedPath: path, actualPath }
    }
    return { kind: 'missing', requestedPath: path }
  }

  function findCachedTarget(path: string): Target {
    const before = cachedTargets.get(path)
    if (before) return before
    const target = findTarget(path)
    cachedTargets.set(path, target)
    return target
  }

  return address => {
    if (address.kind !== 'inside') return { kind: address.kind }
    const { path, rawPath, hasInvalidEscape } = address
    const target = findCachedTarget(path)
    if (target.kind === 'there' && hasInvalidEscape)
      return { kind: 'misspelt', mismatch: 'SIGNS', requestedPath: path, actualPath: target.path }
    if (target.kind === 'missing' && files.has(rawPath))
      return { kind: 'misspelt', mismatch: 'SIGNS', requestedPath: path, actualPath: rawPath }
    return target
  }
}

const fileTarget = (path: string): Target => ({
  kind: 'there',
  path,
  isMedia: isVideo(path) || pluginOfFile(path) !== null,
})

/** The names that an address may mean: the file itself, or in a folder of that name the index. */
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
