import type { z } from 'zod'

type Issue = z.core.$ZodIssue

/**
 * Describes the problems of a request's body in MediaConvert's format: a JSON pointer, then what is missing or wrong
 * (`/outputGroups/0/outputs/0: containerSettings is a required property`).
 * @param body the parsed body, to distinguish missing members from invalid ones
 */
export function describeIssues(body: unknown, issues: Issue[], parentPath: PropertyKey[] = []): string {
  return issues.map(issue => describeIssue(body, issue, [...parentPath, ...issue.path])).join(', ')
}

function describeIssue(body: unknown, issue: Issue, path: PropertyKey[]): string {
  if (issue.code === 'invalid_union') return describeIssues(body, closestAlternative(issue.errors), path)
  if (issue.code === 'unrecognized_keys')
    return `${pointer(path)}: ${issue.keys.join(', ')} is not supported by this stand-in`
  const last = path.at(-1)
  if (last !== undefined && valueAt(body, path) === undefined)
    return `${pointer(path.slice(0, -1))}: ${String(last)} is a required property`
  if (issue.code === 'too_small' && issue.origin === 'array')
    return `${pointer(path)}: Should have at least ${issue.minimum} items`
  return `${pointer(path)}: ${issue.message}`
}

/** Returns the issues of the alternative with a matching `type`, which the client most likely meant. */
function closestAlternative(alternatives: Issue[][]): Issue[] {
  const match = alternatives.find(issues => !issues.some(({ path }) => path.at(-1) === 'type'))
  return match ?? alternatives[0] ?? []
}

function valueAt(body: unknown, path: PropertyKey[]): unknown {
  return path.reduce<unknown>((value, name) => (value as Record<PropertyKey, unknown> | null | undefined)?.[name], body)
}

/** Formats a JSON pointer. Omits `settings`, because MediaConvert's pointers start below it. */
function pointer(path: PropertyKey[]): string {
  return `/${(path[0] === 'settings' ? path.slice(1) : path).map(String).join('/')}`
}
