import type { Release as ReleaseRow } from '@lectern/domain/database'
import { notFound } from '@lectern/domain/errors'
import type { ComparedVersions } from '@lectern/domain/files/file-changes'
import { globalId } from '@lectern/domain/global-id'
import { Actor, actorOf } from '../access/actor.ts'
import { canSeePackage, visibleInEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { ChangeSummary, changeSummary } from '../files/change-summary.ts'
import { Change, ChangeConnection, changesArguments, findBaseVersion, pageOfFileChanges } from '../files/file-change.ts'
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
        args: changesArguments,
        resolve: async (after, { release, ...selection }, context) =>
          pageOfFileChanges(context, await versionsSince(context, after, release), selection),
      },
      ChangeConnection,
    ),
    changeSummary: t.field({
      description:
        'All changes since another release together. Default: the release before. Null if its files were removed.',
      type: ChangeSummary,
      nullable: true,
      args: { release: t.arg.int() },
      resolve: async (after, { release }, context) =>
        after.removedAt ? null : changeSummary(context, await versionsSince(context, after, release)),
    }),
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

/** Finds the release to compare with. NOT_FOUND if the files of either were removed. */
async function versionsSince(
  context: Context,
  { packageId, number, removedAt }: ReleaseRow,
  baseNumber: number | null | undefined,
): Promise<ComparedVersions> {
  if (removedAt) throw notFound(`The content of release ${number}`)
  return { before: await findBaseVersion(context, packageId, baseNumber, number), after: { packageId, number } }
}

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
