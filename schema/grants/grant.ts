import { canSeeEnvironment, canSeePackage, canSeePerson } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Environment } from '../environments/environment.ts'
import { globalId } from '../global-id.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Package } from '../packages/package.ts'

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
  const grant = await context.services.database.grant.findUnique({ where: { id } })
  return grant && canSeePerson(context, grant) ? grant : null
})
