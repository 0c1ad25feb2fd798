import { globalId } from '@lectern/domain/global-id'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeeEnvironment, canSeeInEnvironment, visibleInEnvironmentsFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { loadEnvironment } from '../row-loaders.ts'
import { Publication } from './publication.ts'
import { requestPublication } from './request-publication.ts'

export const PublicationRequest = builder.prismaObject('PublicationRequest', {
  description: 'A person asks others to publish a draft of a package to an environment.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: request => globalId('PublicationRequest', request.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? loadEnvironment(context, environmentId) : null,
    }),
    revision: t.exposeInt('revision', { description: 'The revision of the draft that the person asked for.' }),
    requestedBy: t.field({ type: Actor, resolve: request => actorOf(request.requestedBy) }),
    requestedAt: t.expose('requestedAt', { type: 'DateTime' }),
    notes: t.exposeString('notes', { nullable: true }),
    closedAt: t.expose('closedAt', {
      type: 'DateTime',
      nullable: true,
      description:
        'When it was fulfilled, a request for a newer draft took its place, or the package was archived. Null while it is open.',
    }),
    publication: t.field({
      description: 'The publication that made the release by which the request was fulfilled.',
      type: Publication,
      nullable: true,
      select: (_args, _context, nested) => ({ publication: nested() }),
      resolve: ({ publication }, _args, context) =>
        publication && canSeeInEnvironment(context, publication) ? publication : null,
    }),
  }),
})

builder.prismaObjectField('Package', 'publicationRequests', t =>
  t.field({
    description: 'The open requests to publish its draft, oldest first: at most one for each environment.',
    type: [PublicationRequest],
    nullable: true,
    resolve: ({ id: packageId }, _args, context) =>
      context.services.database.publicationRequest.findMany({
        where: { AND: [{ packageId, closedAt: null }, visibleInEnvironmentsFilter(context)] },
        orderBy: [{ requestedAt: 'asc' }, { id: 'asc' }],
      }),
  }),
)

registerNodeFinder('PublicationRequest', async (context, id) => {
  const request = await context.services.database.publicationRequest.findUnique({ where: { id } })
  return request && canSeeInEnvironment(context, request) ? request : null
})

builder.mutationField('requestPublication', t =>
  t.field({
    permission: 'package.preview',
    description:
      'Asks all who may publish the draft there to do so, by mail. Returns the open request of the same draft if there is one.',
    type: PublicationRequest,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      environment: t.arg.string({ required: true }),
      notes: t.arg.string(),
    },
    resolve: (_root, input, context) => requestPublication(context, input),
  }),
)
