import { builder } from '../builder.ts'
import { callerOf } from '../context.ts'
import { globalId } from '../global-id.ts'
import { pageOfRows } from '@lectern/domain/paging'
import { isPermitted } from '@lectern/domain/access/permissions'
import { Environment } from './environment.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'

export const ViewerToken = builder.prismaObject('ViewerToken', {
  description:
    'The way in of somebody whom the school’s site sent to an environment; its address is told to nobody else.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: token => globalId('ViewerToken', token.id) }),
    subject: t.exposeString('subject', {
      description: 'Whom the school’s site means by it, in its own words; null where it does not say.',
      nullable: true,
    }),
    package: t.relation('package', { description: 'Null: each that the environment shows.', nullable: true }),
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
      description: 'Newest first; null for whoever may not manage the environment.',
      type: ViewerToken,
      nullable: true,
      resolve: ({ id: environmentId }, page, context) =>
        isPermitted(callerOf(context), 'environment.manage', { environmentId })
          ? pageOfRows(newestFirst, page, {
              find: query =>
                context.database.viewerToken.findMany({ ...query, where: { AND: [{ environmentId }, query.where] } }),
              count: () => context.database.viewerToken.count({ where: { environmentId } }),
            })
          : null,
    },
    ViewerTokenConnection,
  ),
)

registerNodeFinder('ViewerToken', async (context, id) => {
  const token = await context.database.viewerToken.findUnique({ where: { id } })
  const { environmentId } = token ?? {}
  return isPermitted(callerOf(context), 'environment.manage', { environmentId }) ? token : null
})

builder.mutationFields(t => ({
  revokeViewerToken: t.field({
    description: 'Its address opens nothing any more. A second time changes nothing.',
    type: ViewerToken,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.revokeViewerToken(requireKey('ViewerToken', id, 'This viewer’s token')),
  }),
  revokeViewerTokens: t.field({
    description:
      'The same for all of an environment at once. Whoever gets a new token from the school’s site gets in again.',
    type: Environment,
    nullable: true,
    args: { environment: t.arg.string({ required: true }) },
    resolve: (_root, { environment }, context) => context.commands.revokeViewerTokens(environment),
  }),
}))
