import { globalId } from '@lectern/domain/global-id'
import { canSeeEnvironment, canSeePackage, canSeePerson } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Package } from '../packages/package.ts'
import { loadEnvironment, loadPackage } from '../row-loaders.ts'
import { grantRole } from './grant-role.ts'
import { revokeGrant } from './revoke-grant.ts'

export const Role = builder.enumType('Role', { values: ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR'] })

export const Grant = builder.prismaObject('Grant', {
  description:
    'A role given to a person or a token: everywhere, for one environment, for one package, or, if both are set, for that package in that environment.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: grant => globalId('Grant', grant.id) }),
    role: t.expose('role', { type: Role }),
    user: t.relation('user', { nullable: true }),
    token: t.relation('token', { nullable: true }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) =>
        environmentId && canSeeEnvironment(context, environmentId) ? loadEnvironment(context, environmentId) : null,
    }),
    package: t.field({
      type: Package,
      nullable: true,
      resolve: ({ packageId }, _args, context) =>
        packageId && canSeePackage(context, packageId) ? loadPackage(context, packageId) : null,
    }),
  }),
})

registerNodeFinder('Grant', async (context, id) => {
  const grant = await context.services.database.grant.findUnique({ where: { id } })
  return grant && canSeePerson(context, grant) ? grant : null
})

const GrantRoleInput = builder.inputType('GrantRoleInput', {
  description: 'Without environment and package, everywhere. With both, for that package in that environment.',
  fields: t => ({
    user: t.id({ description: 'The id of a person. Either this or `token`.' }),
    token: t.id({ description: 'The id of an API token.' }),
    role: t.field({ type: Role, required: true }),
    environment: t.string({ description: 'The slug of an environment.' }),
    package: t.string({ description: 'The slug of a package.' }),
  }),
})

builder.mutationFields(t => ({
  grantRole: t.field({
    permission: 'user.manage',
    description:
      'Returns the existing grant if there is one. Only owners grant the role OWNER. A token never holds more than its maker.',
    type: Grant,
    nullable: true,
    args: { input: t.arg({ type: GrantRoleInput, required: true }) },
    resolve: (_root, { input }, context) => grantRole(context, input),
  }),
  revokeGrant: t.prismaField({
    permission: 'user.manage',
    description:
      'Takes the role away. Returns the grant as it was. Only owners revoke the role OWNER. CONFLICT for the last active owner.',
    type: 'Grant',
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (query, _root, { id }, context) => revokeGrant(context, requireKey('Grant', id, 'This grant'), query),
  }),
}))
