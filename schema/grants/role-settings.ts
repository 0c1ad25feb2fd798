import type { Role as RoleName } from '@lectern/domain/access/permissions'
import { peopleWithoutSecondFactor } from '@lectern/domain/access/second-factor'
import type { RoleSettings as RoleSettingsRow } from '@lectern/domain/database'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { Role } from './grant.ts'
import { updateRole } from './update-role.ts'

const roles: RoleName[] = ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR']

const RoleSettings = builder.objectRef<RoleSettingsRow>('RoleSettings').implement({
  description: 'What a role requires of the people who have it.',
  fields: t => ({
    role: t.expose('role', { type: Role }),
    requiresSecondFactor: t.exposeBoolean('requiresSecondFactor', {
      description:
        'Whether the role may change anything only in sessions with a second factor. API tokens are not asked.',
    }),
    peopleWithoutSecondFactor: t.int({
      description: 'How many active people have the role and no second factor.',
      resolve: ({ role }, _args, context) => peopleWithoutSecondFactor(context.services.database, role),
    }),
  }),
})

builder.queryField('roleSettings', t =>
  t.field({
    permission: 'user.read',
    description: 'All roles, the most powerful first. Null for callers who may not see people.',
    type: [RoleSettings],
    nullable: true,
    resolve: async (_root, _args, context) => {
      if (!permits(context)) return null
      const rows = await context.services.database.roleSettings.findMany()
      return roles.map(role => rows.find(row => row.role === role) ?? { role, requiresSecondFactor: false })
    },
  }),
)

builder.mutationField('updateRole', t =>
  t.field({
    permission: 'user.manage',
    description: 'Sets what a role requires. Only owners change the role OWNER.',
    type: RoleSettings,
    nullable: true,
    args: { role: t.arg({ type: Role, required: true }), requiresSecondFactor: t.arg.boolean({ required: true }) },
    resolve: (_root, { role, requiresSecondFactor }, context) => updateRole(context, role, requiresSecondFactor),
  }),
)
