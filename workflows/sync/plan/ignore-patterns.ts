import { toStorableText } from '../../files/storable-text.ts'

/**
 * A rule of an ignore list. `segments` match the path from its beginning: `**` matches any number of folders. A negated
 * rule takes files back. `wholePath` is the path in lower case that a rule without wildcards names, if it can be a file's.
 * `line` is its number in the list, from 1, and `text` its beginning.
 */
export type IgnoreRule = {
  line: number
  text: string
  isNegated: boolean
  isFolderOnly: boolean
  wholePath: string | null
  segments: Segment[]
}

/** One folder or file name of a pattern: any folders, a fixed name, or a name with wildcards. */
type Segment = typeof anyFolders | string | Token[]
type Token = typeof anyCharacters | typeof oneCharacter | string | CharacterClass
/** `[a-z]`: inclusive ranges of characters. */
type CharacterClass = { isNegated: boolean; ranges: [string, string][] }

const anyFolders = Symbol('**')
const anyCharacters = Symbol('*')
const oneCharacter = Symbol('?')

/**
 * The rules of an ignore list, in the syntax of .gitignore without regard to letter case. Lines and characters beyond
 * the limits are omitted; `firstOmittedLine` is the first such line, from 1, or null.
 */
export type IgnoreList = { rules: IgnoreRule[]; firstOmittedLine: number | null }

const maxLines = 1_000
const maxLineLength = 1_000
/** The number of characters of a line that reasons show. */
const maxShownLength = 80

/** Parses an ignore list. A pure function. */
export function parseIgnoreList(text: string): IgnoreList {
  const lines = text.split(/\r\n?|\n/)
  const tooLong = lines.findIndex((line, index) => index >= maxLines || line.length > maxLineLength)
  const used = lines.slice(0, maxLines)
  const omitsSomething = tooLong >= 0 && lines.slice(tooLong).some(line => line !== '')
  return {
    rules: used.flatMap((text, index) => {
      if (text.length > maxLineLength) return []
      const rule = parseRule(text.normalize('NFC').toLowerCase())
      return rule ? [{ line: index + 1, text: toStorableText(text.trim().slice(0, maxShownLength)), ...rule }] : []
    }),
    firstOmittedLine: omitsSomething ? tooLong + 1 : null,
  }
}

function parseRule(line: string): Omit<IgnoreRule, 'line' | 'text'> | null {
  if (line.startsWith('#')) return null
  const trimmed = withoutTrailingSpaces(line)
  const isNegated = trimmed.startsWith('!')
  const pattern = isNegated ? trimmed.slice(1) : trimmed
  const isFolderOnly = pattern.endsWith('/')
  const path = isFolderOnly ? pattern.slice(0, -1) : pattern
  const names = path.split('/')
  // Without a slash at its beginning or inside it, a pattern matches in every folder.
  const isAnchored = names.length > 1
  if (isAnchored && names[0] === '') names.shift()
  if (names.some(name => name === '')) return null
  const segments = names.map(parseSegment)
  if (segments.some(segment => segment === null)) return null
  const all = segments as Segment[]
  const wholePath = isFolderOnly ? null : literalPath(all)
  // `folder/**` is everything inside the folder, but not the folder.
  if (isAnchored && all.at(-1) === anyFolders) all.push([anyCharacters])
  return { isNegated, isFolderOnly, wholePath, segments: isAnchored ? all : [anyFolders, ...all] }
}

/** Returns the path that segments without wildcards spell, or null. */
function literalPath(segments: Segment[]): string | null {
  const names = segments.map(segment => {
    if (typeof segment === 'string') return segment
    return segment !== anyFolders && segment.every(token => typeof token === 'string') ? segment.join('') : null
  })
  return names.includes(null) ? null : names.join('/')
}

/** Removes spaces at the end, except one behind a backslash. */
function withoutTrailingSpaces(line: string): string {
  let end = line.length
  while (end > 0 && line[end - 1] === ' ' && !isEscaped(line, end - 1)) end--
  return line.slice(0, end)
}

function isEscaped(line: string, index: number): boolean {
  let backslashes = 0
  while (line[index - backslashes - 1] === '\\') backslashes++
  return backslashes % 2 === 1
}

/** Returns null for a name that can match nothing: it ends with a backslash or with an open bracket. */
function parseSegment(name: string): Segment | null {
  // Git treats longer runs like two.
  if (/^\*{2,}$/.test(name)) return anyFolders
  if (!/[*?[\\]/.test(name)) return name
  const tokens: Token[] = []
  for (let at = 0; at < name.length; ) {
    const character = String.fromCodePoint(name.codePointAt(at)!)
    at += character.length
    if (character === '*') {
      if (tokens.at(-1) !== anyCharacters) tokens.push(anyCharacters)
    } else if (character === '?') tokens.push(oneCharacter)
    else if (character === '\\') {
      if (at >= name.length) return null
      const escaped = String.fromCodePoint(name.codePointAt(at)!)
      tokens.push(escaped)
      at += escaped.length
    } else if (character === '[') {
      const parsed = parseClass(name, at)
      if (!parsed) return null
      tokens.push(parsed.token)
      at = parsed.end
    } else tokens.push(character)
  }
  return tokens
}

/** Parses what follows `[`. Returns null if the bracket is never closed. */
function parseClass(name: string, start: number): { token: CharacterClass; end: number } | null {
  let at = start
  const next = () => {
    if (name[at] === '\\') at++
    const character = at < name.length ? String.fromCodePoint(name.codePointAt(at)!) : ''
    at += character.length
    return character
  }
  const isNegated = name[at] === '!' || name[at] === '^'
  if (isNegated) at++
  const ranges: [string, string][] = []
  // A bracket right at the beginning is a character of the class.
  for (let isFirst = true; isFirst || name[at] !== ']'; isFirst = false) {
    if (at >= name.length) return null
    const low = next()
    if (name[at] === '-' && name[at + 1] !== ']' && at + 1 < name.length) {
      at++
      ranges.push([low, next()])
    } else ranges.push([low, low])
  }
  return { token: { isNegated, ranges }, end: at + 1 }
}

/**
 * Matches names against a pattern in time proportional to their lengths multiplied: only the last wildcard is tried
 * again, because an earlier one can never do better. `matches` compares one element. Wildcards match any number of
 * elements.
 */
function matchWildcards<P, E>(
  pattern: readonly P[],
  elements: readonly E[],
  isWildcard: (part: P) => boolean,
  matches: (part: P, element: E) => boolean,
): boolean {
  let [at, index] = [0, 0]
  let retry: { at: number; index: number } | null = null
  while (index < elements.length) {
    if (at < pattern.length && isWildcard(pattern[at]!)) retry = { at: ++at, index }
    else if (at < pattern.length && matches(pattern[at]!, elements[index]!)) {
      at++
      index++
    } else if (retry) {
      index = ++retry.index
      at = retry.at
    } else return false
  }
  while (at < pattern.length && isWildcard(pattern[at]!)) at++
  return at === pattern.length
}

/** Checks whether a rule matches a file or folder. `names` are the names of its path in lower case. */
export function matchesRule(
  { segments, isFolderOnly }: Pick<IgnoreRule, 'segments' | 'isFolderOnly'>,
  names: string[],
  isFolder: boolean,
): boolean {
  if (isFolderOnly && !isFolder) return false
  return matchWildcards(segments, names, segment => segment === anyFolders, matchesSegment)
}

function matchesSegment(segment: Segment, name: string): boolean {
  if (typeof segment === 'string') return segment === name
  if (segment === anyFolders) return false
  return matchWildcards(segment, [...name], token => token === anyCharacters, matchesToken)
}

function matchesToken(token: Token, character: string): boolean {
  if (token === oneCharacter) return true
  if (typeof token === 'string') return token === character
  if (token === anyCharacters) return false
  const upper = character.toUpperCase()
  const isInside = token.ranges.some(
    ([low, high]) => (low <= character && character <= high) || (low <= upper && upper <= high),
  )
  return isInside !== token.isNegated
}
