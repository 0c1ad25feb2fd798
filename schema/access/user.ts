import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { canSeePerson } from './visible.ts'

export const User = builder.prismaObject('User', {
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: user => globalId('User', user.id) }),
    name: t.exposeString('name'),
    email: t.exposeString('email', { nullable: true }),
    active: t.exposeBoolean('active'),
    grants: t.relation('grants', { nullable: true, query: { orderBy: { createdAt: 'asc' } } }),
    lastSeenAt: t.expose('lastSeenAt', { type: 'DateTime', nullable: true }),
  }),
})

export const findUser = registerNodeFinder(
  'User',
  async (context, id) =>
    canSeePerson(context, { userId: id }) ? context.services.database.user.findUnique({ where: { id } }) : null,
  () => true,
)
