import { createHash } from 'node:crypto'
import { type Caller, includes, isPermitted, type Right, readRights } from '../access/permissions.ts'
import type { EventFilter } from './event-filter.ts'
import { subjectTypesOfPeople } from './visible-events.ts'

/**
 * A condition on the terms of an event, as the text of a tsquery. `isSelective`: events must have a term for it, so that an
 * index finds them. Otherwise only terms exclude them.
 */
type TermQuery = { text: string; isSelective: boolean }

/**
 * Returns the query for the terms of events that the caller may see and that fit the filter, without its times and words.
 * Null when no term is needed for them: then a search in the order of the log finds them sooner.
 */
export function termsOf(caller: Caller | null, filter: EventFilter): string | null {
  const { actions, actor, subjectType, subjectId, packageIds, environmentIds } = filter
  const conditions = [
    visibleTerms(caller),
    actions && oneOf('action', actions),
    actor && term(actor.kind, actor.key),
    subjectType === undefined ? undefined : term('type', subjectType),
    subjectId === undefined ? undefined : term('subject', subjectId),
    packageIds && oneOf('package', packageIds),
    environmentIds && oneOf('environment', environmentIds),
  ]
  const query = all(conditions.filter(condition => condition !== undefined))
  return query.isSelective || (filter.search !== undefined && query.text !== '') ? query.text : null
}

/** The same rule as `canSeeEvent`. */
function visibleTerms(caller: Caller | null): TermQuery | undefined {
  return isPermitted(caller, 'audit.read') ? undefined : any(readRights(caller).map(coveredTerms))
}

function coveredTerms(right: Right): TermQuery {
  const { packageId, environmentId } = right
  const mayAudit = includes(right, 'audit.read')
  const withoutPackage = term('package', '')
  const withoutEnvironment = term('environment', '')
  return all([
    packageId !== null
      ? term('package', packageId)
      : not(mayAudit ? all([withoutPackage, withoutEnvironment]) : withoutPackage),
    ...(environmentId === null ? [] : [any([withoutEnvironment, term('environment', environmentId)])]),
    ...(mayAudit ? [] : [not(oneOf('type', subjectTypesOfPeople))]),
  ])
}

/** The term of a value, as the function `audit_term` makes it. */
const term = (kind: string, value: string): TermQuery => ({
  text: `':${kind}${createHash('sha256').update(value).digest('hex').slice(0, 32)}'`,
  isSelective: true,
})

const oneOf = (kind: string, values: string[]) => any(values.map(value => term(kind, value)))

const all = (queries: TermQuery[]): TermQuery => ({
  text: queries.map(({ text }) => text).join(' & '),
  isSelective: queries.some(({ isSelective }) => isSelective),
})

/** No event has the term of nothing. */
const any = (queries: TermQuery[]): TermQuery =>
  queries.length === 0
    ? { text: "':none'", isSelective: true }
    : {
        text: `(${queries.map(({ text }) => `(${text})`).join(' | ')})`,
        isSelective: queries.every(({ isSelective }) => isSelective),
      }

const not = ({ text }: TermQuery): TermQuery => ({ text: `!(${text})`, isSelective: false })
