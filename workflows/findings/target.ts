import { techniqueOf } from '../texts/animations.ts'
import { isVideo } from '../videos.ts'
import type { Address } from './address.ts'

/**
 * What an address leads to. `there`: this file (for a folder its index); `isMedia`: a film, sound or animation. `misspelt`: there is none of the name that was `asked` for, but one that
 * is `meant`; it differs by letter case, by how accents are stored, or by signs that mean something else in an address.
 */
export type Target =
  | { is: 'there'; path: string; isMedia: boolean }
  | { is: 'misspelt'; by: 'CASE' | 'FORM' | 'SIGNS'; asked: string; meant: string }
  | { is: 'missing'; asked: string }
  | { is: 'outside' | 'disk' | 'web' | 'insecure web' }

/** A name as Dropbox, Windows and Macs compare it: letter case and the form of accents do not count. */
export const folded = (path: string): string => (isPlain.test(path) ? path : path.normalize('NFC')).toLowerCase()

/** No accents: nearly all names are such, and looking at accents takes long. */
const isPlain = /^[ -~]*$/

/** Finds the file that an address leads to, as the content host does: exactly, and of a folder its index. */
export function fileFinder(files: ReadonlyMap<string, unknown>): (address: Address) => Target {
  const byFolded = onceNeeded(() => new Map([...files.keys()].map(path => [folded(path), path])))
  const known = new Map<string, Target>()
  for (const path of files.keys()) known.set(path, there(path))

  function find(path: string): Target {
    const names = namesOf(path)
    for (const name of names) if (files.has(name)) return there(name)
    // The package itself, and what Lectern puts into it.
    if (path === '' || path.startsWith('lectern/')) return there(path)
    for (const name of names) {
      const meant = byFolded().get(folded(name))
      if (meant === undefined) continue
      const isForm = name.normalize('NFC') === meant.normalize('NFC')
      return { is: 'misspelt', by: isForm ? 'FORM' : 'CASE', asked: path, meant }
    }
    return { is: 'missing', asked: path }
  }

  function found(path: string): Target {
    const before = known.get(path)
    if (before) return before
    const target = find(path)
    known.set(path, target)
    return target
  }

  return address => {
    if (address.leads !== 'inside') return { is: address.leads }
    const { path, literal, isBroken } = address
    const target = found(path)
    if (target.is === 'there' && isBroken) return { is: 'misspelt', by: 'SIGNS', asked: path, meant: target.path }
    if (target.is === 'missing' && files.has(literal))
      return { is: 'misspelt', by: 'SIGNS', asked: path, meant: literal }
    return target
  }
}

const there = (path: string): Target => ({ is: 'there', path, isMedia: isVideo(path) || techniqueOf(path) !== null })

/** The names that an address may mean: the file itself, or in a folder of that name the index. */
function namesOf(path: string): string[] {
  const folder = path === '' || path.endsWith('/') ? path : `${path}/`
  const indexes = [`${folder}index.html`, `${folder}index.htm`]
  return path === folder ? indexes : [path, ...indexes]
}

function onceNeeded<T>(make: () => T): () => T {
  let made: T | undefined
  return () => {
    made ??= make()
    return made
  }
}
