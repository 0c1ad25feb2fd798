import { batchLoader } from '@lectern/domain/batch-loader'
import { contains } from '@lectern/domain/contains'
import type { Prisma } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { type PageArguments, pageOfRows } from '@lectern/domain/paging'
import { changedFileCounts } from '@lectern/domain/publish/changed-files'
import { areCurrent } from '@lectern/domain/publish/current-deployments'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeeEnvironment, canSeeInEnvironment, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Environment } from '../environments/environment.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { loadEnvironment, loadPackage } from '../row-loaders.ts'
import { deployRelease } from './deploy-release.ts'
import { deploymentUrl } from './deployment-url.ts'
import { unpublishPackage } from './unpublish-package.ts'

const isCurrent = batchLoader(
  ({ services: { database } }: Context, ids: string[]) => areCurrent(database, ids),
  id => id,
)

const changedFileCount = batchLoader(
  ({ services: { database } }: Context, releaseIds: string[]) => changedFileCounts(database, releaseIds),
  id => id,
)

export const Deployment = builder.prismaObject('Deployment', {
  description: 'A record that an environment shows a release: since when, and by whom.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: deployment => globalId('Deployment', deployment.id) }),
    environment: t.field({
      type: Environment,
      nullable: true,
      resolve: ({ environmentId }, _args, context) =>
        canSeeEnvironment(context, environmentId) ? loadEnvironment(context, environmentId) : null,
    }),
    deployedBy: t.field({ type: Actor, resolve: deployment => actorOf(deployment.deployedBy) }),
    deployedAt: t.expose('deployedAt', { type: 'DateTime' }),
    url: t.string({
      description: 'The address at which the environment shows the package.',
      resolve: async ({ environmentId, packageId }, _args, context) => {
        const [environment, pkg] = await Promise.all([
          loadEnvironment(context, environmentId),
          loadPackage(context, packageId),
        ])
        return deploymentUrl(context.services.settings.content, environment.slug, pkg.slug)
      },
    }),
    changedFiles: t.int({
      description:
        'How many files of the author differ between its release and the current draft: added, changed, or removed. 0 without a draft.',
      resolve: ({ releaseId }, _args, context) => changedFileCount(context, releaseId),
    }),
    current: t.boolean({
      description: 'Whether the environment shows this deployment now.',
      resolve: ({ id }, _args, context) => isCurrent(context, id),
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
        search: t.arg.string({ description: 'Part of the title or slug of the package, in any letter case.' }),
      },
      resolve: (environment, { current, search, ...page }, context) =>
        pageOfDeployments(context, page, {
          environmentId: environment.id,
          packageId: visiblePackagesFilter(context, environment.id),
          ...(current == null ? {} : { current: current ? { isNot: null } : { is: null } }),
          ...(search ? { package: { OR: [{ title: contains(search) }, { slug: contains(search) }] } } : {}),
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
