import { type CreatedToken, createToken, type NewToken } from '@lectern/domain/access/api-tokens'
import { holdsRight } from '@lectern/domain/access/permissions'
import { change } from '@lectern/domain/audit/change'
import { forbidden } from '@lectern/domain/errors'
import { permits, rightsMeet } from '../access/permits.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireCaller, requireVisiblePackage } from '../access/require-package.ts'
import { requireRecentSignIn } from '../access/require-recent-sign-in.ts'
import type { Context } from '../context.ts'

type Input = Pick<NewToken, 'name' | 'role' | 'expiresAt'> & { environment?: string | null; package?: string | null }

/** Creates an API token within the caller's own rights. */
export async function createApiToken(context: Context, input: Input): Promise<CreatedToken> {
  const { services, by } = context
  requireCaller(context)
  const environment = input.environment == null ? null : await requireEnvironment(context, input.environment)
  const pkg = input.package == null ? null : await requireVisiblePackage(context, input.package)
  if (!permits(context, { environmentId: environment?.id, packageId: pkg?.id }))
    throw forbidden(
      'create this API token',
      'Name an environment or a package where you manage tokens, or ask an owner.',
    )
  const right = { role: input.role, environmentId: environment?.id ?? null, packageId: pkg?.id ?? null }
  if (!rightsMeet(context, caller => holdsRight(caller, right)))
    throw forbidden(
      `create an API token with the role ${input.role}`,
      'A token cannot hold more than the caller who creates it. Choose another role, or ask an owner.',
    )
  requireRecentSignIn(context)
  return change(services.database, by, tx => createToken(tx, by, { ...input, environment, package: pkg }))
}
