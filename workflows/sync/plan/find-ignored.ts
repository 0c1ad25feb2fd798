import { decodeText } from '../../files/media-type.ts'
import { type IgnoreRule, matchesRule, parseIgnoreList } from './ignore-patterns.ts'

/** Which of some paths an ignore list excludes. `firstOmittedLine`: see IgnoreList. */
export type IgnoredPaths = { ignored: string[]; firstOmittedLine: number | null }

/**
 * Applies an ignore list to the paths of files. As in .gitignore, the last rule that matches decides, and a file in an
 * ignored folder cannot be taken back. A pure function, whose time grows with the number of rules times the total
 * length of the paths.
 */
export function findIgnored(list: Uint8Array, paths: string[]): IgnoredPaths {
  const { rules, firstOmittedLine } = parseIgnoreList(decodeText(list))
  const ignoredFolders = new Map<string, boolean>([['', false]])
  return { ignored: paths.filter(path => isIgnored(rules, path, ignoredFolders)), firstOmittedLine }
}

function isIgnored(rules: IgnoreRule[], path: string, ignoredFolders: Map<string, boolean>): boolean {
  const names = path.normalize('NFC').toLowerCase().split('/')
  let folder = ''
  for (let depth = 1; depth < names.length; depth++) {
    folder += `${names[depth - 1]}/`
    const known = ignoredFolders.get(folder)
    const isFolderIgnored = known ?? decide(rules, names.slice(0, depth), true)
    if (known === undefined) ignoredFolders.set(folder, isFolderIgnored)
    if (isFolderIgnored) return true
  }
  return decide(rules, names, false)
}

function decide(rules: IgnoreRule[], names: string[], isFolder: boolean): boolean {
  const last = rules.findLast(rule => matchesRule(rule, names, isFolder))
  return last !== undefined && !last.isNegated
}
