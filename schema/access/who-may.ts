import { type Permission, permissions } from '@lectern/domain/access/permissions'
import { whoMay } from '@lectern/domain/access/who-may'
import type { Actor as ActorShape } from '@lectern/domain/audit/actor'
import type { Database } from '@lectern/domain/database'
import { invalidInput } from '@lectern/domain/errors'
import { builder } from '../builder.ts'
import { Actor } from './actor.ts'
import { requireEnvironment } from './require-environment.ts'

builder.prismaObjectField('Package', 'whoMay', t =>
  t.field({
    description:
      'The active people who have a permission for this package, such as `package.publish`, by name, at most 100. `environment`: in that environment.',
    type: [Actor],
    nullable: true,
    args: { permission: t.arg.string({ required: true }), environment: t.arg.string() },
    resolve: async ({ id: packageId }, { permission, environment }, context) => {
      const environmentId = environment ? (await requireEnvironment(context, environment)).id : undefined
      return peopleWho(context.services.database, permission, { packageId, environmentId })
    },
  }),
)

builder.prismaObjectField('Environment', 'whoMay', t =>
  t.field({
    description:
      'The active people who have a permission in this environment for all packages, such as `environment.manage`, by name, at most 100.',
    type: [Actor],
    nullable: true,
    args: { permission: t.arg.string({ required: true }) },
    resolve: ({ id: environmentId }, { permission }, { services }) =>
      peopleWho(services.database, permission, { packageId: null, environmentId }),
  }),
)

async function peopleWho(
  database: Database,
  permission: string,
  scope: Parameters<typeof whoMay>[2],
): Promise<ActorShape[]> {
  if (!(permissions as readonly string[]).includes(permission))
    throw invalidInput('permission', `There is no permission "${permission}". Use one of: ${permissions.join(', ')}.`)
  const people = await whoMay(database, permission as Permission, scope)
  return people.map(({ id, name }) => ({ kind: 'USER', name, userId: id }))
}
