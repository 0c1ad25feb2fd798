import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { ofVisibleEnvironments, seesEnvironment } from '../reads/visible.ts'
import { findable, Node } from './node.ts'

const EnvironmentAccess = builder.enumType('EnvironmentAccess', { values: ['PUBLIC', 'VIEWER_TOKEN'] })

export const Environment = builder.prismaObject('Environment', {
  description: 'Where releases are shown.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: environment => globalId('Environment', environment.id) }),
    slug: t.exposeString('slug'),
    name: t.exposeString('name'),
    access: t.expose('access', { type: EnvironmentAccess }),
    fourEyes: t.exposeBoolean('fourEyes', {
      description: 'Whoever publishes must not be whoever synchronised last.',
    }),
  }),
})

findable('Environment', async (context, id) =>
  seesEnvironment(context, id) ? context.database.environment.findUnique({ where: { id } }) : null,
)

builder.queryFields(t => ({
  environments: t.prismaField({
    description: 'Those that the caller may see.',
    type: ['Environment'],
    nullable: true,
    resolve: (query, _root, _args, context) =>
      context.database.environment.findMany({
        ...query,
        where: { deletedAt: null, id: ofVisibleEnvironments(context) },
        orderBy: [{ createdAt: 'asc' }, { slug: 'asc' }],
      }),
  }),
  environment: t.prismaField({
    type: 'Environment',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, context) =>
      context.database.environment.findFirst({
        ...query,
        where: { slug, deletedAt: null, id: ofVisibleEnvironments(context) },
      }),
  }),
}))
