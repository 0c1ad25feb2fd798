import type { Prisma } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { type PageArguments, pageOfRows } from '@lectern/domain/paging'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeeEnvironment, canSeeInEnvironment, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { deployRelease } from './deploy-release.ts'
import { deploymentUrl } from './deployment-url.ts'
import { unpublishPackage } from './unpublish-package.ts'

export const Deployment = builder.prismaObject('Deployment', {
  description: 'A record that an environment shows a release: since when, and by whom.',
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
      description: 'The address at which the environment shows the package.',
      select: { environment: { select: { slug: true } }, package: { select: { slug: true } } },
      resolve: (deployment, _args, context) =>
        deploymentUrl(context.services.settings.content, deployment.environment.slug, deployment.package.slug),
    }),
    current: t.boolean({
      description: 'Whether the environment shows this deployment now.',
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

/** Returns a page of the deployments that match a filter. */
export const pageOfDeployments = (context: Context, page: PageArguments, where: Prisma.DeploymentWhereInput) =>
  pageOfRows(newestFirst, page, {
    find: query => context.services.database.deployment.findMany({ ...query, where: { AND: [where, query.where] } }),
    count: () => context.services.database.deployment.count({ where }),
  })

builder.prismaObjectField(Environment, 'deployments', t =>
  t.connection(
    {
      type: Deployment,
      nullable: true,
      args: {
        current: t.arg.boolean({
          description: 'True: only what the environment shows now. False: only what it does not show now.',
        }),
      },
      resolve: (environment, { current, ...page }, context) =>
        pageOfDeployments(context, page, {
          environmentId: environment.id,
          packageId: visiblePackagesFilter(context, environment.id),
          ...(current == null ? {} : { current: current ? { isNot: null } : { is: null } }),
        }),
    },
    DeploymentConnection,
  ),
)

registerNodeFinder('Deployment', async (context, id) => {
  const deployment = await context.services.database.deployment.findUnique({ where: { id } })
  return deployment && canSeeInEnvironment(context, deployment) ? deployment : null
})

builder.mutationFields(t => ({
  deployRelease: t.field({
    permission: 'package.deploy',
    description: 'Promotes or rolls back: makes the environment show this release. Nothing is copied.',
    type: Deployment,
    nullable: true,
    args: {
      package: t.arg.string({ required: true }),
      release: t.arg.int({ required: true }),
      environment: t.arg.string({ required: true }),
    },
    resolve: (_root, input, context) => deployRelease(context, input),
  }),
  unpublishPackage: t.field({
    permission: 'package.unpublish',
    description:
      'The environment no longer shows any release of the package. Cancels its open publications and scheduled deployments there.',
    type: Environment,
    nullable: true,
    args: { slug: t.arg.string({ required: true }), environment: t.arg.string({ required: true }) },
    resolve: (_root, args, context) => unpublishPackage(context, args),
  }),
}))
