import { effectivePermissions, type Permission } from '@lectern/domain/access/permissions'
import type { Grant as GrantRow } from '@lectern/domain/database'
import { requireEnvironment } from '../access/require-environment.ts'
import { requireVisiblePackage } from '../access/require-package.ts'
import { User } from '../access/user.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Grant } from './grant.ts'

type Effective = { permission: Permission; grants: GrantRow[] }

const EffectivePermission = builder.objectRef<Effective>('EffectivePermission').implement({
  description: 'What a person may do, and the grants that it comes from.',
  fields: t => ({
    permission: t.exposeString('permission', { description: 'Such as `package.publish`.' }),
    grants: t.field({ type: [Grant], resolve: ({ grants }) => grants }),
  }),
})

builder.prismaObjectField(User, 'effectivePermissions', t =>
  t.field({
    description:
      'What the person may do with a package, in an environment, with that package there, or without both: everywhere. Empty for a deactivated person.',
    type: [EffectivePermission],
    nullable: true,
    args: {
      package: t.arg.string({ description: 'The slug of a package.' }),
      environment: t.arg.string({ description: 'The slug of an environment.' }),
    },
    resolve: (user, scope, context) => permissionsOfUser(context, user, scope),
  }),
)

/** NOT_FOUND when there is no such package or environment, or the caller may not see it. */
async function permissionsOfUser(
  context: Context,
  { id, active }: { id: string; active: boolean },
  { package: slug, environment }: { package?: string | null; environment?: string | null },
): Promise<Effective[]> {
  const scope = {
    packageId: slug == null ? undefined : (await requireVisiblePackage(context, slug)).id,
    environmentId: environment == null ? undefined : (await requireEnvironment(context, environment)).id,
  }
  if (!active) return []
  const where = { userId: id }
  const grants = await context.services.database.grant.findMany({ where, orderBy: { createdAt: 'asc' } })
  return effectivePermissions(grants, scope)
}
