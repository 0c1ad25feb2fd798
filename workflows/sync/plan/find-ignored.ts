import { decodeText } from '../../files/media-type.ts'
import { type IgnoreRule, matchesRule, parseIgnoreList } from './ignore-patterns.ts'

/**
 * Which of some paths an ignore list excludes, each with the line that does, and which ones it takes back by a line with
 * `!`, although nothing in it excludes them. `firstOmittedLine`: see IgnoreList.
 */
export type IgnoredPaths = { ignored: IgnoredPath[]; returned: ReturnedPath[]; firstOmittedLine: number | null }

type IgnoredPath = Pick<IgnoreRule, 'line' | 'text'> & { path: string }

/** `isWholePath`: a line without wildcards names the whole path, and no later line excludes it. */
type ReturnedPath = { path: string; isWholePath: boolean }

/**
 * Applies an ignore list to the paths of files. As in .gitignore, the last rule that matches decides, and a file in an
 * ignored folder cannot be taken back. A pure function, whose time grows with the number of rules times the total
 * length of the paths.
 */
export function findIgnored(list: Uint8Array, paths: string[]): IgnoredPaths {
  const { rules, firstOmittedLine } = parseIgnoreList(decodeText(list))
  const wholePaths = new Set(rules.flatMap(({ isNegated, wholePath }) => (isNegated && wholePath) || []))
  const folderRules = new Map<string, IgnoreRule | null>()
  const ignored: IgnoredPath[] = []
  const returned: ReturnedPath[] = []
  for (const path of paths) {
    const names = path.normalize('NFC').toLowerCase().split('/')
    const rule = findRule(rules, names, folderRules)
    if (!rule) continue
    if (!rule.isNegated) ignored.push({ path, line: rule.line, text: rule.text })
    else returned.push({ path, isWholePath: wholePaths.has(names.join('/')) && isNamedLast(rules, names) })
  }
  return { ignored, returned, firstOmittedLine }
}

/**
 * Returns the rule that decides about a file: one that excludes one of its folders, else the last one that matches the
 * file, else the last one that takes back its folder. `folderRules` remembers the last rule for each folder.
 */
function findRule(
  rules: IgnoreRule[],
  names: string[],
  folderRules: Map<string, IgnoreRule | null>,
): IgnoreRule | null {
  let folder = ''
  let returning: IgnoreRule | null = null
  for (let depth = 1; depth < names.length; depth++) {
    folder += `${names[depth - 1]}/`
    const known = folderRules.get(folder)
    const folderRule = known === undefined ? lastMatch(rules, names.slice(0, depth), true) : known
    if (known === undefined) folderRules.set(folder, folderRule)
    if (folderRule && !folderRule.isNegated) return folderRule
    returning = folderRule ?? returning
  }
  return lastMatch(rules, names, false) ?? returning
}

const lastMatch = (rules: IgnoreRule[], names: string[], isFolder: boolean): IgnoreRule | null =>
  rules.findLast(rule => matchesRule(rule, names, isFolder)) ?? null

/** Returns whether no rule excludes a path behind the last one that names all of it. */
function isNamedLast(rules: IgnoreRule[], names: string[]): boolean {
  const path = names.join('/')
  const named = rules.findLastIndex(({ isNegated, wholePath }) => isNegated && wholePath === path)
  return !rules.slice(named + 1).some(rule => !rule.isNegated && matchesRule(rule, names, false))
}
