import { isPermitted, type Scope } from '@lectern/domain/access/permissions'
import { lacksSecondFactor } from '@lectern/domain/access/second-factor'
import { change } from '@lectern/domain/audit/change'
import type { Finding } from '@lectern/domain/database'
import { invalidInput } from '@lectern/domain/errors'
import { ignoreFinding as ignore, type Publisher } from '@lectern/domain/findings/ignored-findings'
import { requireCaller, requirePackage } from '../access/require-package.ts'
import type { Context } from '../context.ts'
import { blockingEnvironments } from './blocked-by.ts'

type IgnoreInput = { package: string; cause: string; reason: string }

/**
 * Ignores a finding with a reason. Authors ignore what is not an ERROR, and those who may publish the package somewhere
 * ignore errors too. The policy of an environment is satisfied only where they may publish.
 */
export async function ignoreFinding(context: Context, { package: slug, cause, reason }: IgnoreInput): Promise<Finding> {
  const { services, by } = context
  const pkg = await requirePackage(context, slug, `ignore findings of "${slug}"`)
  if (reason.trim() === '') throw invalidInput('reason', 'Say why this finding can be ignored.')
  const publisher = await publisherOf(context, pkg.id)
  const values = { packageId: pkg.id, cause, reason: reason.trim(), publisher }
  return change(services.database, by, tx => ignore(tx, by, values))
}

/** Where the caller may publish the package. Null: nowhere. */
async function publisherOf(context: Context, packageId: string): Promise<Publisher> {
  const caller = requireCaller(context)
  const mayPublish = (scope: Scope) =>
    isPermitted(caller, 'package.publish', scope) && !lacksSecondFactor(caller, 'package.publish', scope)
  const environments = await blockingEnvironments(context)
  const environmentIds = environments
    .map(({ id }) => id)
    .filter(environmentId => mayPublish({ packageId, environmentId }))
  return environmentIds.length > 0 || mayPublish({ packageId }) ? { environmentIds } : null
}
