import type { Environment } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import type { Caller } from '@lectern/domain/access/permissions'
import { canSeeEnvironment } from './visible.ts'
import type { Services } from '@lectern/server/open-services'

/** An environment by its slug; NOT_FOUND when there is none or the caller may not see it. */
export async function requireEnvironment(services: Services, caller: Caller, slug: string): Promise<Environment> {
  const environment = await services.database.environment.findFirst({ where: { slug, deletedAt: null } })
  if (!environment || !canSeeEnvironment({ access: { kind: 'caller', caller } }, environment.id))
    throw notFound(`The environment «${slug}»`)
  return environment
}
