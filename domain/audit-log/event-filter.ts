import { z } from 'zod'
import type { Actor } from '../audit/actor.ts'
import { type AuditEvent, Prisma } from '../database.ts'

/**
 * Selects audit events. All conditions that are given must hold. `actor`: the key of a user or of an API token. `from`:
 * the first time, and `to`: the first one that is too late. `search`: words in the summary or the actor's name, each at
 * least the beginning of one. Also stored as JSON.
 */
export const eventFilter = z.object({
  actions: z.array(z.string()).optional(),
  actor: z.object({ kind: z.enum(['userId', 'tokenId']), key: z.string() }).optional(),
  subjectType: z.string().optional(),
  subjectId: z.string().optional(),
  packageIds: z.array(z.string()).optional(),
  environmentIds: z.array(z.string()).optional(),
  from: z.coerce.date().optional(),
  to: z.coerce.date().optional(),
  search: z.string().optional(),
})

export type EventFilter = z.infer<typeof eventFilter>

/** Whether an event fits the filter, except for `search`, which only Postgres can tell. */
export function matchesFilter(event: AuditEvent, filter: EventFilter): boolean {
  const { actions, actor, subjectType, subjectId, packageIds, environmentIds, from, to } = filter
  return (
    (!actions || actions.includes(event.action)) &&
    (!actor || (event.actor as Actor)[actor.kind] === actor.key) &&
    (subjectType === undefined || event.subjectType === subjectType) &&
    (subjectId === undefined || event.subjectId === subjectId) &&
    (!packageIds || (event.packageId !== null && packageIds.includes(event.packageId))) &&
    (!environmentIds || (event.environmentId !== null && environmentIds.includes(event.environmentId))) &&
    (!from || event.at >= from) &&
    (!to || event.at < to)
  )
}

/** The conditions of a filter on `audit_event`, for reading all of a window. */
export function filterSql(filter: EventFilter): Prisma.Sql[] {
  const { actions, actor, subjectType, subjectId, packageIds, environmentIds, from, to, search } = filter
  return [
    ...(actions ? [oneOfSql(Prisma.sql`action`, actions, Prisma.sql`text`)] : []),
    ...(actor ? [actorSql(actor)] : []),
    ...(subjectType === undefined ? [] : [Prisma.sql`subject_type = ${subjectType}`]),
    ...(subjectId === undefined ? [] : [Prisma.sql`subject_id = ${subjectId}`]),
    ...(packageIds ? [oneOfSql(Prisma.sql`package_id`, packageIds, Prisma.sql`uuid`)] : []),
    ...(environmentIds ? [oneOfSql(Prisma.sql`environment_id`, environmentIds, Prisma.sql`uuid`)] : []),
    ...(from ? [Prisma.sql`at >= ${from}`] : []),
    ...(to ? [Prisma.sql`at < ${to}`] : []),
    ...(search === undefined ? [] : [Prisma.sql`audit_words(summary, actor) @@ audit_query(${search})`]),
  ]
}

const actorSql = ({ kind, key }: NonNullable<EventFilter['actor']>) =>
  kind === 'tokenId' ? Prisma.sql`actor->>'tokenId' = ${key}` : Prisma.sql`actor->>'userId' = ${key}`

const oneOfSql = (column: Prisma.Sql, values: string[], type: Prisma.Sql) =>
  Prisma.sql`${column} = ANY(${values}::${type}[])`
