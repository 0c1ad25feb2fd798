import { compareStrings } from '@lectern/domain/compare-strings'
import { causeHash, type FindingPlace, type NewFinding } from '@lectern/domain/findings/finding'
import type { RuleFinding } from './rules/rule.ts'

/** What a rule found at one place, with its code. */
export type Occurrence = RuleFinding & Pick<NewFinding, 'code' | 'severity'>

/** The number of causes of one code in one page above which they become one cause of that page. */
const maxCausesOfPage = 50
/** The number of places that are kept for a cause. */
const maxPlaces = 1_000
const severities = ['ERROR', 'WARNING', 'INFO'] as const

/**
 * Groups what the rules found into findings, one for each cause, by first place. A finding has the message of its first
 * place and the highest severity of all. Too many causes of one code in one page are one cause of that page, because a
 * list of them would help nobody. Sorts the occurrences in place: there may be hundreds of thousands.
 */
export function groupByCause(occurrences: Occurrence[]): NewFinding[] {
  const sorted = occurrences.sort(compareOccurrences)
  const combined = findCombined(sorted)
  const causes = Map.groupBy(sorted, occurrence => {
    const pageKey = keyOf(occurrence.code, occurrence.path)
    return combined.has(pageKey) ? pageKey : keyOf(occurrence.code, subjectOf(occurrence))
  })
  return [...causes].map(([key, group]) => toFinding(key, group, combined.get(key) ?? 1))
}

const keyOf = (code: string, subject: string) => `${code}\n${subject}`
const subjectOf = ({ subject, path }: Occurrence) => subject ?? path

/** Returns the number of causes of each page and code with too many, by their key. */
function findCombined(occurrences: Occurrence[]): Map<string, number> {
  const combined = new Map<string, number>()
  const byPage = Map.groupBy(occurrences, ({ code, path }) => keyOf(code, path))
  for (const [key, group] of byPage) {
    if (group.length <= maxCausesOfPage) continue
    const count = new Set(group.map(subjectOf)).size
    if (count > maxCausesOfPage) combined.set(key, count + countMore(group))
  }
  return combined
}

const countMore = (group: Occurrence[]) => group.reduce((sum, { more = 0 }) => sum + more, 0)

function toFinding(key: string, group: Occurrence[], causeCount: number): NewFinding {
  const { code, path, line, message, remedy } = group[0]!
  const more = `This page has ${(causeCount - 1).toLocaleString('en-US')} more problems of this kind.`
  const places: FindingPlace[] = []
  let placeCount = countMore(group)
  let last: Occurrence | undefined
  for (const occurrence of group) {
    const isSamePlace = last !== undefined && last.path === occurrence.path && last.line === occurrence.line
    if (!isSamePlace || subjectOf(last!) !== subjectOf(occurrence)) placeCount++
    if (!isSamePlace && places.length < maxPlaces) places.push(toPlace(occurrence))
    last = occurrence
  }
  return {
    ...{ code, cause: causeHash(code, key.slice(code.length + 1)), path, line },
    severity: severities.find(severity => group.some(occurrence => occurrence.severity === severity))!,
    message: causeCount > 1 ? `${message} ${more}` : message,
    ...{ remedy, placeCount, places },
  }
}

const toPlace = ({ path, line, written, correction }: Occurrence): FindingPlace => ({
  ...{ path, line },
  ...(written !== undefined && { written }),
  ...(correction !== undefined && { correction }),
})

const compareOccurrences = (a: Occurrence, b: Occurrence) =>
  compareStrings(a.path, b.path) ||
  (a.line ?? 0) - (b.line ?? 0) ||
  compareStrings(a.code, b.code) ||
  compareStrings(a.subject ?? '', b.subject ?? '') ||
  compareStrings(a.message, b.message)
