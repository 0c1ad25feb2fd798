import { batchLoader } from '@lectern/domain/batch-loader'
import type { Finding, IgnoredFinding as IgnoredFindingRow } from '@lectern/domain/database'
import { Actor, actorOf } from '../access/actor.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'

export const IgnoredFinding = builder.prismaObject('IgnoredFinding', {
  description: 'That a person decided to ignore a finding, and why.',
  fields: t => ({
    reason: t.exposeString('reason'),
    by: t.field({ type: Actor, resolve: ({ ignoredBy }) => actorOf(ignoredBy) }),
    at: t.expose('ignoredAt', { type: 'DateTime' }),
  }),
})

type Cause = Pick<Finding, 'packageId' | 'cause'>

/** Loads what a person decided about a cause, also where it does not hold for the finding as it is now. */
export const ignoredFinding: (context: Context, cause: Cause) => Promise<IgnoredFindingRow | null> = batchLoader(
  async ({ services: { database } }: Context, causes: Cause[]) => {
    const packageIds = [...new Set(causes.map(({ packageId }) => packageId))]
    const found = await database.ignoredFinding.findMany({
      where: { packageId: { in: packageIds }, cause: { in: causes.map(({ cause }) => cause) } },
    })
    const byKey = new Map(found.map(row => [keyOf(row), row]))
    return causes.map(cause => byKey.get(keyOf(cause)) ?? null)
  },
  cause => keyOf(cause),
)

const keyOf = ({ packageId, cause }: Cause) => `${packageId} ${cause}`
