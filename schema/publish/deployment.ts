import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { Prisma } from '@lectern/domain/database'
import { globalId } from '../global-id.ts'
import { type PageArguments, pageOfRows } from '@lectern/domain/paging'
import { canSeeEnvironment, canSeePackage, visiblePackagesFilter } from '../access/visible.ts'
import { Actor, actorOf } from '../access/actor.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder } from '../node.ts'

export const Deployment = builder.prismaObject('Deployment', {
  description: '“This release is what this environment shows, since then, by whom.”',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: deployment => globalId('Deployment', deployment.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      select: (_args, _context, nested) => ({ environmentId: true, environment: nested() }),
      resolve: ({ environment, environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? environment : null,
    }),
    release: t.relation('release'),
    deployedBy: t.field({ type: Actor, resolve: deployment => actorOf(deployment.deployedBy) }),
    deployedAt: t.expose('deployedAt', { type: 'DateTime' }),
    url: t.string({
      description: 'Where the environment shows the package.',
      select: { environment: { select: { slug: true } }, package: { select: { slug: true } } },
      resolve: (deployment, _args, context) =>
        context.lookups.deploymentUrl(deployment.environment.slug, deployment.package.slug),
    }),
    current: t.boolean({
      description: 'Whether the environment shows it now.',
      select: { current: { select: { deploymentId: true } } },
      resolve: ({ current }) => current !== null,
    }),
  }),
})

export const DeploymentConnection = builder.connectionObject({ type: Deployment, name: 'DeploymentConnection' })

const newestFirst = [
  ['deployedAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const

/** A page of the deployments that a condition holds for. */
export const pageOfDeployments = (context: Context, page: PageArguments, where: Prisma.DeploymentWhereInput) =>
  pageOfRows(newestFirst, page, {
    find: query => context.database.deployment.findMany({ ...query, where: { AND: [where, query.where] } }),
    count: () => context.database.deployment.count({ where }),
  })

builder.prismaObjectField(Environment, 'deployments', t =>
  t.connection(
    {
      type: Deployment,
      nullable: true,
      args: { current: t.arg.boolean({ description: 'True: only what it shows now. False: only what it does not.' }) },
      resolve: (environment, { current, ...page }, context) =>
        pageOfDeployments(context, page, {
          environmentId: environment.id,
          packageId: visiblePackagesFilter(context),
          ...(current == null ? {} : { current: current ? { isNot: null } : { is: null } }),
        }),
    },
    DeploymentConnection,
  ),
)

registerNodeFinder('Deployment', async (context, id) => {
  const deployment = await context.database.deployment.findUnique({ where: { id } })
  const isVisible =
    deployment && canSeePackage(context, deployment.packageId) && canSeeEnvironment(context, deployment.environmentId)
  return isVisible ? deployment : null
})

builder.mutationField('deployRelease', t =>
  t.field({
    description: 'Promotes, and rolls back: moves what the environment shows to this release. Nothing is copied.',
    type: Deployment,
    nullable: true,
    args: {
      package: t.arg.string({ required: true }),
      release: t.arg.int({ required: true }),
      environment: t.arg.string({ required: true }),
    },
    resolve: (_root, input, context) => context.commands.deployRelease(input),
  }),
)
