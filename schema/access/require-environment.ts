import type { Environment } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import type { Context } from '../context.ts'
import { requireCaller } from './require-package.ts'
import { canSeeEnvironment } from './visible.ts'

/** The environment with this slug; NOT_FOUND when there is none or the caller may not see it. */
export async function requireEnvironment(context: Context, slug: string): Promise<Environment> {
  requireCaller(context)
  const environment = await context.services.database.environment.findFirst({ where: { slug, deletedAt: null } })
  if (!environment || !canSeeEnvironment(context, environment.id)) throw notFound(`The environment "${slug}"`)
  return environment
}
