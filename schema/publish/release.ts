import { notFound } from '@lectern/domain/errors'
import { globalId } from '@lectern/domain/global-id'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeePackage, visibleInEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { Change, ChangeConnection, findBaseVersion, pageOfFileChanges } from '../files/file-change.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { loadRelease } from '../row-loaders.ts'
import { Deployment, DeploymentConnection, pageOfDeployments } from './deployment.ts'

export const Release = builder.prismaObject('Release', {
  description: 'An immutable, numbered snapshot of a draft.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: release => globalId('Release', release.id) }),
    number: t.exposeInt('number'),
    notes: t.exposeString('notes', { nullable: true }),
    createdBy: t.field({ type: Actor, resolve: release => actorOf(release.createdBy) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'When its files were removed, because no environment keeps the release. Null while they exist.',
    }),
    rootPage: t.exposeString('rootPage', { description: 'The page that it opens with, fixed when it was published.' }),
    fileCount: t.exposeInt('fileCount'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    changesSince: t.connection(
      {
        description:
          'Changes since another release, by path. Default: the release before. If there is none, all files are ADDED.',
        type: Change,
        nullable: true,
        args: { release: t.arg.int() },
        resolve: async ({ packageId, number, removedAt }, { release, ...page }, context) => {
          if (removedAt) throw notFound(`The content of release ${number}`)
          return pageOfFileChanges(
            context,
            await findBaseVersion(context, packageId, release, number),
            { packageId, number },
            page,
          )
        },
      },
      ChangeConnection,
    ),
    deployments: t.connection(
      {
        type: Deployment,
        nullable: true,
        resolve: (release, page, context) =>
          pageOfDeployments(context, page, {
            releaseId: release.id,
            ...visibleInEnvironmentsFilter(context),
          }),
      },
      DeploymentConnection,
    ),
  }),
})

builder.prismaObjectField(Deployment, 'release', t =>
  t.field({ type: Release, resolve: ({ releaseId }, _args, context) => loadRelease(context, releaseId) }),
)

export const ReleaseConnection = builder.connectionObject({ type: Release, name: 'ReleaseConnection' })

registerNodeFinder('Release', async (context, id) => {
  const release = await context.services.database.release.findUnique({ where: { id } })
  return release && canSeePackage(context, release.packageId) ? release : null
})

builder.queryField('release', t =>
  t.prismaField({
    permission: 'visible',
    type: 'Release',
    nullable: true,
    args: { package: t.arg.string({ required: true }), number: t.arg.int({ required: true }) },
    resolve: (query, _root, { package: slug, number }, context) =>
      context.services.database.release.findFirst({
        ...query,
        where: { number, package: { slug }, packageId: visiblePackagesFilter(context) },
      }),
  }),
)
