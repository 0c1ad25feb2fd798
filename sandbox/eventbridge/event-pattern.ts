/** One comparison of a value, in EventBridge's notation. A bare value means "equals". */
export type Matcher =
  | string
  | number
  | boolean
  | null
  | { prefix: string }
  | { suffix: string | { 'equals-ignore-case': string } }
  | { 'equals-ignore-case': string }
  | { wildcard: string }

/**
 * A rule's event pattern (EventBridge User Guide, "Event patterns"). Every named field must match; a list contains
 * alternatives. Only the comparisons of `Matcher` are supported.
 */
export type EventPattern = { [field: string]: EventPattern | Matcher[] }

/**
 * Returns whether an event matches a rule's pattern. If the event's value is a list, one matching element is enough.
 * @throws Error when the pattern contains an unsupported comparison
 */
export function isMatch(pattern: EventPattern, event: unknown): boolean {
  return Object.entries(pattern).every(([field, expected]) => {
    const value = isRecord(event) ? event[field] : undefined
    if (!Array.isArray(expected)) return isMatch(expected, value)
    const values = Array.isArray(value) ? value : [value]
    return expected.some(matcher => values.some(candidate => isValueMatch(matcher, candidate)))
  })
}

function isValueMatch(matcher: Matcher, value: unknown): boolean {
  if (matcher === null || typeof matcher !== 'object') return matcher === value
  const text = typeof value === 'string' ? value : undefined
  if ('prefix' in matcher) return text?.startsWith(matcher.prefix) ?? false
  if ('suffix' in matcher) {
    const { suffix } = matcher
    if (typeof suffix === 'string') return text?.endsWith(suffix) ?? false
    return text?.toLowerCase().endsWith(suffix['equals-ignore-case'].toLowerCase()) ?? false
  }
  if ('equals-ignore-case' in matcher) return text?.toLowerCase() === matcher['equals-ignore-case'].toLowerCase()
  if ('wildcard' in matcher) return text !== undefined && isWildcardMatch(matcher.wildcard, text)
  throw new Error(`An event pattern contains an unsupported comparison: ${JSON.stringify(matcher)}`)
}

/** `*` matches any number of characters, including none and including `/`. A backslash escapes `*` and `\`. */
function isWildcardMatch(wildcard: string, text: string): boolean {
  const source = wildcard.replace(/\\([*\\])|\*|[.+?^${}()|[\]\\]/g, (special, escaped) =>
    escaped ? `\\${escaped}` : special === '*' ? '.*' : `\\${special}`,
  )
  return new RegExp(`^${source}$`, 's').test(text)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
