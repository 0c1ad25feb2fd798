import { builder } from '../builder.ts'
import { globalId } from '@lectern/domain/global-id'
import { Node, registerNodeFinder } from '../node.ts'
import { Actor, actorOf } from './actor.ts'
import { canSeePerson } from './visible.ts'

export const ApiToken = builder.prismaObject('ApiToken', {
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: token => globalId('ApiToken', token.id) }),
    name: t.exposeString('name'),
    grants: t.relation('grants', { nullable: true, query: { orderBy: { createdAt: 'asc' } } }),
    createdBy: t.field({ type: Actor, resolve: token => actorOf(token.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime', nullable: true }),
    lastUsedAt: t.expose('lastUsedAt', { type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

export const findApiToken = registerNodeFinder('ApiToken', async (context, id) =>
  canSeePerson(context, { tokenId: id }) ? context.services.database.apiToken.findUnique({ where: { id } }) : null,
)

builder.objectField(Actor, 'token', t =>
  t.field({
    type: ApiToken,
    nullable: true,
    resolve: ({ tokenId }, _args, context) => (tokenId ? findApiToken(context, tokenId) : null),
  }),
)
