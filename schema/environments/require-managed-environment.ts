import type { Environment } from '@lectern/domain/database'
import { forbidden } from '@lectern/domain/errors'
import { permits } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller } from '../access/require-package.ts'
import type { Context } from '../context.ts'

/**
 * The environment with this slug, which the caller may manage; FORBIDDEN otherwise. `verb` completes "You are not
 * allowed to <verb> <name>".
 */
export async function requireManagedEnvironment(context: Context, slug: string, verb: string): Promise<Environment> {
  requireCaller(context)
  const environment = await requireEnvironment(context, slug)
  if (!permits(context, { environmentId: environment.id })) throw forbidden(`${verb} ${environment.name}`)
  return environment
}
