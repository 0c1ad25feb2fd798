import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { canSeeEnvironment, canSeePackage, canSeePerson } from './visible.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Package } from '../packages/package.ts'

export const Role = builder.enumType('Role', { values: ['OWNER', 'ADMIN', 'PUBLISHER', 'AUTHOR', 'AUDITOR'] })

export const Grant = builder.prismaObject('Grant', {
  description:
    'A role given to a person or a token: everywhere, or where environment and package say. Both: that package in that environment.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: grant => globalId('Grant', grant.id) }),
    role: t.expose('role', { type: Role }),
    user: t.relation('user', { nullable: true }),
    token: t.relation('token', { nullable: true }),
    environment: t.field({
      type: Environment,
      nullable: true,
      select: (_args, _context, nested) => ({ environmentId: true, environment: nested() }),
      resolve: ({ environment }, _args, context) =>
        environment && canSeeEnvironment(context, environment.id) ? environment : null,
    }),
    package: t.field({
      type: Package,
      nullable: true,
      select: (_args, _context, nested) => ({ package: nested() }),
      resolve: (grant, _args, context) =>
        grant.package && canSeePackage(context, grant.package.id) ? grant.package : null,
    }),
  }),
})

registerNodeFinder('Grant', async (context, id) => {
  const grant = await context.database.grant.findUnique({ where: { id } })
  return grant && canSeePerson(context, grant) ? grant : null
})
