import type { EventFilter } from '@lectern/domain/audit-log/event-filter'
import { parseGlobalId } from '@lectern/domain/global-id'
import { visibleEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'

export const AuditFilter = builder.inputType('AuditFilter', {
  description: 'All conditions that are given must hold.',
  fields: t => ({
    actions: t.stringList(),
    actor: t.id({ description: 'The id of a user or an API token.' }),
    subjectType: t.string(),
    subjectId: t.id(),
    package: t.string({ description: 'The slug of a package.' }),
    environment: t.string({ description: 'The slug of an environment, also of a deleted one.' }),
    from: t.field({ type: 'DateTime' }),
    to: t.field({ type: 'DateTime', description: 'Events before this time.' }),
    search: t.string({
      description:
        "Words in the summary or the actor's name, or how they begin. Letter case and punctuation do not count.",
    }),
  }),
})

export type AuditFilterInput = (typeof AuditFilter)['$inferInput']

/** Returns the filter with keys instead of slugs and global ids. What the caller may not see selects no event. */
export async function eventFilterOf(context: Context, input: AuditFilterInput): Promise<EventFilter> {
  const subject = input.subjectId == null ? undefined : parseKey(input.subjectId)
  // A subject is selected by its id. Its type in the id must then be the requested one.
  const subjectTypes = [input.subjectType, subject?.type].filter(type => type != null)
  return {
    actions: new Set(subjectTypes).size > 1 ? [] : (input.actions ?? undefined),
    actor: input.actor == null ? undefined : actorOfId(input.actor),
    subjectType: subjectTypes[0],
    subjectId: subject?.key,
    packageIds: input.package == null ? undefined : await packageIds(context, input.package),
    environmentIds: input.environment == null ? undefined : await environmentIds(context, input.environment),
    from: input.from ?? undefined,
    to: input.to ?? undefined,
    search: input.search?.trim() || undefined,
  }
}

const parseKey = (id: string) => parseGlobalId(id) ?? { type: '', key: '' }

function actorOfId(id: string): EventFilter['actor'] {
  const { type, key } = parseKey(id)
  return { kind: type === 'ApiToken' ? 'tokenId' : 'userId', key }
}

async function packageIds(context: Context, slug: string): Promise<string[]> {
  const where = { slug, id: visiblePackagesFilter(context) }
  const found = await context.services.database.package.findMany({ where, select: { id: true } })
  return found.map(({ id }) => id)
}

async function environmentIds(context: Context, slug: string): Promise<string[]> {
  const where = { slug, id: visibleEnvironmentsFilter(context) }
  const found = await context.services.database.environment.findMany({ where, select: { id: true } })
  return found.map(({ id }) => id)
}
