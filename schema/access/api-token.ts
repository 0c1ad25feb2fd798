import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { builder } from '../builder.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Actor, actorOf } from './actor.ts'
import { permitsAnywhere } from './permits.ts'
import { visibleTokensFilter } from './visible-tokens.ts'

export const ApiToken = builder.prismaObject('ApiToken', {
  description: 'A credential of a program. Its secret is shown only when it is created.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: token => globalId('ApiToken', token.id) }),
    name: t.exposeString('name'),
    prefix: t.exposeString('prefix', {
      description:
        'The first characters of the secret, such as `lect_4fZq`, to find a token whose secret was seen somewhere. Null for tokens that were created before Lectern stored them.',
      nullable: true,
    }),
    grants: t.relation('grants', { nullable: true, query: { orderBy: { createdAt: 'asc' } } }),
    createdBy: t.field({ type: Actor, resolve: token => actorOf(token.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', {
      description: 'From then on, it is refused. Null: it does not expire.',
      type: 'DateTime',
      nullable: true,
    }),
    lastUsedAt: t.expose('lastUsedAt', { description: 'Exact to a minute.', type: 'DateTime', nullable: true }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const ApiTokenConnection = builder.connectionObject({ type: ApiToken, name: 'ApiTokenConnection' })

export const findApiToken = registerNodeFinder('ApiToken', async (context, id) => {
  const visible = visibleTokensFilter(context)
  return visible && context.services.database.apiToken.findFirst({ where: { AND: [{ id }, visible] } })
})

builder.objectField(Actor, 'token', t =>
  t.field({
    type: ApiToken,
    nullable: true,
    resolve: ({ tokenId }, _args, context) => (tokenId ? findApiToken(context, tokenId) : null),
  }),
)

const newestFirst = [
  ['createdAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.queryField('apiTokens', t =>
  t.connection(
    {
      permission: 'token.read',
      description:
        'Newest first, also those that expired or were revoked. With `token.read` for one environment or package: the tokens whose grants are all in it. Null without that permission.',
      type: ApiToken,
      nullable: true,
      resolve: (_root, page, context) => {
        const visible = visibleTokensFilter(context)
        if (!visible || !permitsAnywhere(context)) return null
        const { apiToken } = context.services.database
        return pageOfRows(newestFirst, page, {
          find: query => apiToken.findMany({ ...query, where: { AND: [visible, query.where] } }),
          count: () => apiToken.count({ where: visible }),
        })
      },
    },
    ApiTokenConnection,
  ),
)
