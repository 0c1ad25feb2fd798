import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/**
 * What is wrong with a request's body, as MediaConvert words it: a JSON pointer, then what is missing or should be otherwise
 * (`/outputGroups/0/outputs/0: containerSettings is a required property`).
 * @param body what was read, to tell a missing member from a wrong one
 */
export function describeIssues(body: unknown, issues: Issue[], parentPath: PropertyKey[] = []): string {
  return issues.map(issue => describeIssue(body, issue, [...parentPath, ...issue.path])).join(', ')
}

function describeIssue(body: unknown, issue: Issue, path: PropertyKey[]): string {
  if (issue.code === 'invalid_union') return describeIssues(body, closestAlternative(issue.errors), path)
  if (issue.code === 'unrecognized_keys')
    return `${pointer(path)}: ${issue.keys.join(', ')} is not modelled by this stand-in`
  const last = path.at(-1)
  if (last !== undefined && valueAt(body, path) === undefined)
    return `${pointer(path.slice(0, -1))}: ${String(last)} is a required property`
  if (issue.code === 'too_small' && issue.origin === 'array')
    return `${pointer(path)}: Should have at least ${issue.minimum} items`
  return `${pointer(path)}: ${issue.message}`
}

/** Of a union's alternatives the one that was meant: its `type` is right. */
function closestAlternative(alternatives: Issue[][]): Issue[] {
  const meant = alternatives.find(issues => !issues.some(({ path }) => path.at(-1) === 'type'))
  return meant ?? alternatives[0] ?? []
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<PropertyKey, unknown> | null | undefined)?.[name], body)
}

/** `settings` is left out: MediaConvert's own pointers begin below it. */
function pointer(path: PropertyKey[]): string {
  return `/${(path[0] === 'settings' ? path.slice(1) : path).map(String).join('/')}`
}
