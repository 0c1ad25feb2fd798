import { decodeText } from '../../files/media-type.ts'
import { type IgnoreRule, matchesRule, parseIgnoreList } from './ignore-patterns.ts'

/** Which of some paths an ignore list excludes, each with the line that does. `firstOmittedLine`: see IgnoreList. */
export type IgnoredPaths = { ignored: IgnoredPath[]; firstOmittedLine: number | null }

type IgnoredPath = Pick<IgnoreRule, 'line' | 'text'> & { path: string }

/**
 * Applies an ignore list to the paths of files. As in .gitignore, the last rule that matches decides, and a file in an
 * ignored folder cannot be taken back. A pure function, whose time grows with the number of rules times the total
 * length of the paths.
 */
export function findIgnored(list: Uint8Array, paths: string[]): IgnoredPaths {
  const { rules, firstOmittedLine } = parseIgnoreList(decodeText(list))
  const folderRules = new Map<string, IgnoreRule | null>()
  const ignored = paths.flatMap((path): IgnoredPath[] => {
    const rule = findRule(rules, path, folderRules)
    return rule ? [{ path, line: rule.line, text: rule.text }] : []
  })
  return { ignored, firstOmittedLine }
}

/** Returns the rule that excludes a file or one of its folders. `folderRules` remembers the answer for each folder. */
function findRule(rules: IgnoreRule[], path: string, folderRules: Map<string, IgnoreRule | null>): IgnoreRule | null {
  const names = path.normalize('NFC').toLowerCase().split('/')
  let folder = ''
  for (let depth = 1; depth < names.length; depth++) {
    folder += `${names[depth - 1]}/`
    const known = folderRules.get(folder)
    const folderRule = known === undefined ? decide(rules, names.slice(0, depth), true) : known
    if (known === undefined) folderRules.set(folder, folderRule)
    if (folderRule) return folderRule
  }
  return decide(rules, names, false)
}

function decide(rules: IgnoreRule[], names: string[], isFolder: boolean): IgnoreRule | null {
  const last = rules.findLast(rule => matchesRule(rule, names, isFolder))
  return last && !last.isNegated ? last : null
}
