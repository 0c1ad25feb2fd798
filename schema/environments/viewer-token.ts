import { isPermitted } from '@lectern/domain/access/permissions'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { permits } from '../access/permits.ts'
import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Environment } from './environment.ts'
import { revokeViewerToken } from './revoke-viewer-token.ts'
import { revokeViewerTokens } from './revoke-viewer-tokens.ts'

export const ViewerToken = builder.prismaObject('ViewerToken', {
  description:
    "The access of one viewer whom the school's site sent to an environment. The API never returns its address.",
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: token => globalId('ViewerToken', token.id) }),
    subject: t.exposeString('subject', {
      description: "The viewer's name or id, as given by the school's site. Null when the site gives none.",
      nullable: true,
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    expiresAt: t.expose('expiresAt', { type: 'DateTime' }),
    revokedAt: t.expose('revokedAt', { type: 'DateTime', nullable: true }),
  }),
})

const ViewerTokenConnection = builder.connectionObject({ type: ViewerToken, name: 'ViewerTokenConnection' })

const newestFirst = [
  ['createdAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

builder.prismaObjectField(Environment, 'viewerTokens', t =>
  t.connection(
    {
      permission: 'viewer.manage',
      description: 'Newest first. Null for callers who may not manage the environment.',
      type: ViewerToken,
      nullable: true,
      resolve: ({ id: environmentId }, page, context) =>
        permits(context, { environmentId })
          ? pageOfRows(newestFirst, page, {
              find: query =>
                context.services.database.viewerToken.findMany({
                  ...query,
                  where: { AND: [{ environmentId }, query.where] },
                }),
              count: () => context.services.database.viewerToken.count({ where: { environmentId } }),
            })
          : null,
    },
    ViewerTokenConnection,
  ),
)

registerNodeFinder('ViewerToken', async (context, id) => {
  const token = await context.services.database.viewerToken.findUnique({ where: { id } })
  const { environmentId } = token ?? {}
  return isPermitted(callerOf(context), 'viewer.manage', { environmentId }) ? token : null
})

builder.mutationFields(t => ({
  revokeViewerToken: t.field({
    permission: 'viewer.manage',
    description: 'Revokes the token: its address stops working. Does nothing if it is already revoked.',
    type: ViewerToken,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => revokeViewerToken(context, requireKey('ViewerToken', id, 'This viewer token')),
  }),
  revokeViewerTokens: t.field({
    permission: 'viewer.manage',
    description: "Revokes all viewer tokens of an environment. Viewers can get a new one from the school's site.",
    type: Environment,
    nullable: true,
    args: { environment: t.arg.string({ required: true }) },
    resolve: (_root, { environment }, context) => revokeViewerTokens(context, environment),
  }),
}))
