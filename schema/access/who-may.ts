import { type Permission, permissions } from '@lectern/domain/access/permissions'
import { whoMay } from '@lectern/domain/access/who-may'
import type { Actor as ActorShape } from '@lectern/domain/audit/actor'
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
      if (!(permissions as readonly string[]).includes(permission))
        throw invalidInput(
          'permission',
          `There is no permission "${permission}". Use one of: ${permissions.join(', ')}.`,
        )
      const environmentId = environment ? (await requireEnvironment(context, environment)).id : undefined
      const people = await whoMay(context.services.database, permission as Permission, { packageId, environmentId })
      return people.map(({ id, name }): ActorShape => ({ kind: 'USER', name, userId: id }))
    },
  }),
)
