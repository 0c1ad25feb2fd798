import { builder } from '../builder.ts'
import { notFound } from '@lectern/domain/errors'
import { globalId } from '../global-id.ts'
import { canSeePackage, visibleEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { Actor, actorOf } from '../access/actor.ts'
import { Change, ChangeConnection, findBaseVersion, pageOfFileChanges } from '../files/file-change.ts'
import { Deployment, DeploymentConnection, pageOfDeployments } from './deployment.ts'
import { Node, registerNodeFinder } from '../node.ts'

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
    removedAt: t.expose('removedAt', {
      type: 'DateTime',
      nullable: true,
      description: 'Since then its files are gone, because no environment kept it any more.',
    }),
    fileCount: t.exposeInt('fileCount'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    changesSince: t.connection(
      {
        description: 'By path, since another release; default: the one before. Without one, all are ADDED.',
        type: Change,
        nullable: true,
        args: { release: t.arg.int() },
        resolve: async ({ packageId, number, removedAt }, { release, ...page }, context) => {
          if (removedAt) throw notFound(`What release ${number} held`)
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
            environmentId: visibleEnvironmentsFilter(context),
          }),
      },
      DeploymentConnection,
    ),
  }),
})

export const ReleaseConnection = builder.connectionObject({ type: Release, name: 'ReleaseConnection' })

registerNodeFinder('Release', async (context, id) => {
  const release = await context.database.release.findUnique({ where: { id } })
  return release && canSeePackage(context, release.packageId) ? release : null
})

builder.queryField('release', t =>
  t.prismaField({
    type: 'Release',
    nullable: true,
    args: { package: t.arg.string({ required: true }), number: t.arg.int({ required: true }) },
    resolve: (query, _root, { package: slug, number }, context) =>
      context.database.release.findFirst({
        ...query,
        where: { number, package: { slug }, packageId: visiblePackagesFilter(context) },
      }),
  }),
)
