import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { globalId } from '../global-id.ts'
import { ofVisibleEnvironments, ofVisiblePackages, seesPackage } from '../reads/visible.ts'
import { Actor, actorOf } from './actor.ts'
import { DeploymentConnection, newestDeployments } from './deployment.ts'
import { findable, Node } from './node.ts'

export const Release = builder.prismaObject('Release', {
  description: 'An immutable, numbered snapshot of a draft.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: release => globalId('Release', release.id) }),
    number: t.exposeInt('number'),
    package: t.relation('package'),
    notes: t.exposeString('notes', { nullable: true }),
    createdBy: t.field({ type: Actor, resolve: release => actorOf(release.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    fileCount: t.exposeInt('fileCount'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    deployments: t.prismaConnection(
      {
        type: 'Deployment',
        nullable: true,
        cursor: 'id',
        totalCount: (release, _args, context) =>
          context.database.deployment.count({ where: deploymentsOf(release, context) }),
        resolve: (query, release, _args, context) =>
          context.database.deployment.findMany({
            ...query,
            where: deploymentsOf(release, context),
            orderBy: newestDeployments,
          }),
      },
      DeploymentConnection,
    ),
  }),
})

export const ReleaseConnection = builder.connectionObject({ type: Release, name: 'ReleaseConnection' })

const deploymentsOf = ({ id }: { id: string }, context: Context) => ({
  releaseId: id,
  environmentId: ofVisibleEnvironments(context),
})

findable('Release', async (context, id) => {
  const release = await context.database.release.findUnique({ where: { id } })
  return release && seesPackage(context, release.packageId) ? release : null
})

builder.queryField('release', t =>
  t.prismaField({
    type: 'Release',
    nullable: true,
    args: { package: t.arg.string({ required: true }), number: t.arg.int({ required: true }) },
    resolve: (query, _root, { package: slug, number }, context) =>
      context.database.release.findFirst({
        ...query,
        where: { number, package: { slug }, packageId: ofVisiblePackages(context) },
      }),
  }),
)
