import type { Environment } from '@lectern/schema/database'
import { notFound } from '@lectern/schema/errors'
import type { Caller } from '@lectern/schema/permissions'
import { canSeeEnvironment } from '@lectern/schema/reads/visible'
import type { Services } from '../world.ts'

/** An environment by its slug; NOT_FOUND when there is none or the caller may not see it. */
export async function requireEnvironment(services: Services, caller: Caller, slug: string): Promise<Environment> {
  const environment = await services.database.environment.findFirst({ where: { slug, deletedAt: null } })
  if (!environment || !canSeeEnvironment({ access: { kind: 'caller', caller } }, environment.id))
    throw notFound(`The environment «${slug}»`)
  return environment
}
