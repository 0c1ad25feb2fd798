import { actionsOfKind } from './actions.ts'

/** The parameters of the address that filter activity. */
export const filterParams = ['search', 'kind', 'actor', 'package', 'environment', 'from', 'to', 'subject'] as const

/** The filter of the API. Undefined: not filtered by it. */
export type ActivityFilter = {
  actions?: string[]
  actor?: string
  package?: string
  environment?: string
  subjectId?: string
  from?: string
  to?: string
  search?: string
}

/**
 * Reads the filter from the address. Days are in the reader's time zone, both included. What is not a kind or a day is
 * ignored.
 */
export function readFilter(params: URLSearchParams): ActivityFilter {
  const text = (name: string) => params.get(name) || undefined
  const filter = {
    search: text('search'),
    actions: actionsOfKind(params.get('kind')) ?? undefined,
    actor: text('actor'),
    package: text('package'),
    environment: text('environment'),
    subjectId: text('subject'),
    from: startOfDay(params.get('from'), 0),
    to: startOfDay(params.get('to'), 1),
  }
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined))
}

/** Returns the beginning of a day (`2026-11-30`), some days later, in RFC 3339. Undefined for what is not a day. */
function startOfDay(day: string | null, daysLater: number): string | undefined {
  const [, year, month, date] = /^(\d{4})-(\d\d)-(\d\d)$/.exec(day ?? '') ?? []
  const time = new Date(Number(year), Number(month) - 1, Number(date) + daysLater)
  return Number.isNaN(time.getTime()) ? undefined : time.toISOString()
}
