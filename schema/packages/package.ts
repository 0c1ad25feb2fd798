import { readRights, visiblePackageIds } from '@lectern/domain/access/permissions'
import { batchLoader } from '@lectern/domain/batch-loader'
import type { DraftRevision } from '@lectern/domain/files/content-version'
import { globalId } from '@lectern/domain/global-id'
import { countPackages, listedPackages, packageOrders } from '@lectern/domain/packages/listed-packages'
import { packageStatus } from '@lectern/domain/packages/package-status'
import { pageOfPaths, pageOfRows, pageOfStatement } from '@lectern/domain/paging'
import { currentDeployments } from '@lectern/domain/publish/current-deployments'
import { findDrafts } from '@lectern/domain/sync/find-drafts'
import { openRuns } from '@lectern/domain/sync/open-runs'
import { videoGroup } from '@lectern/domain/transcode/video-groups'
import { Actor, actorOf } from '../access/actor.ts'
import { packageToWatch } from '../access/package-to-watch.ts'
import { requireEnvironment } from '../access/require-environment.ts'
import { canSeePackage, visibleInEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { builder } from '../builder.ts'
import { type Context, callerOf } from '../context.ts'
import { liveQuery } from '../live-query.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Deployment } from '../publish/deployment.ts'
import { Publication, PublicationConnection } from '../publish/publication.ts'
import { Release, ReleaseConnection } from '../publish/release.ts'
import { loadPackage } from '../row-loaders.ts'
import { Draft } from '../sync/draft.ts'
import { SyncRun, SyncRunConnection } from '../sync/sync-run.ts'
import { EncodingUse, packageEncodingUse } from '../transcode/encoding-usage.ts'
import { newestTranscode, Transcode } from '../transcode/transcode.ts'
import { Video, VideoConnection } from '../transcode/video.ts'
import { VideoGroup } from '../transcode/video-group.ts'
import { newestVideos } from '../transcode/video-loaders.ts'
import { VerificationRun, VerificationRunConnection } from '../verify/verification-run.ts'
import { archivePackage } from './archive-package.ts'
import { createPackage } from './create-package.ts'
import { openPublication, openTranscode, PackageSort, PackageState, packageState } from './package-state.ts'
import { restorePackage } from './restore-package.ts'
import { updatePackage } from './update-package.ts'

const PackageStatus = builder.enumType('PackageStatus', {
  description:
    'ARCHIVED: nothing can be started, also while an environment still shows it. PUBLISHED: at least one environment shows the package.',
  values: ['EMPTY', 'DRAFT', 'PUBLISHED', 'ARCHIVED'],
})

const newestFirst = [
  ['startedAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const
const byNumber = [['number', 'int', 'desc']] as const

const draftOf = batchLoader(
  ({ services: { database } }: Context, revisions: DraftRevision[]) => findDrafts(database, revisions),
  ({ packageId, revision }) => `${packageId}/${revision}`,
)

const openRun = batchLoader(
  ({ services: { database } }: Context, packageIds: string[]) => openRuns(database, packageIds),
  packageId => packageId,
)

/** Loads what environments that the caller may see show of packages now. */
const shownDeployments = batchLoader(
  (context: Context, packageIds: string[]) =>
    currentDeployments(context.services.database, readRights(callerOf(context)), packageIds),
  packageId => packageId,
)

export const Package = builder.prismaObject('Package', {
  description: 'A package: one Dropbox folder.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: pkg => globalId('Package', pkg.id) }),
    slug: t.exposeString('slug'),
    title: t.exposeString('title'),
    description: t.exposeString('description', { nullable: true }),
    dropboxPath: t.exposeString('dropboxPath'),
    rootPage: t.exposeString('rootPage', {
      description: 'The chosen start page, which may no longer exist. Null: Lectern chooses. See `Draft.rootPage`.',
      nullable: true,
    }),
    autoSyncMinutes: t.exposeInt('autoSyncMinutes', {
      description:
        'Lectern synchronizes the package after Dropbox has been idle for this many minutes. Null: only on request.',
      nullable: true,
    }),
    status: t.field({
      type: PackageStatus,
      resolve: async (pkg, _args, context) => packageStatus(pkg, (await shownDeployments(context, pkg.id)).length > 0),
    }),
    state: t.field({ type: PackageState, resolve: (pkg, _args, context) => packageState(context, pkg.id) }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    lastChangedAt: t.field({
      description:
        'When the package itself last changed: its files, settings, folder, or archive. Not what environments show.',
      type: 'DateTime',
      // Read again, because the row that a mutation returns is from before its end.
      resolve: async (pkg, _args, context) => (await loadPackage(context, pkg.id)).lastChangedAt,
    }),
    lastChangedBy: t.field({
      type: Actor,
      nullable: true,
      resolve: async (pkg, _args, context) => {
        const { lastChangedBy } = await loadPackage(context, pkg.id)
        return lastChangedBy === null ? null : actorOf(lastChangedBy)
      },
    }),
    draft: t.field({
      description:
        'Null before the first synchronization, and after another package took the folder of an archived one.',
      type: Draft,
      nullable: true,
      resolve: ({ id: packageId, revision }, _args, context) => draftOf(context, { packageId, revision }),
    }),
    currentSyncRun: t.field({
      description: 'The open sync run. Null when there is none.',
      type: SyncRun,
      nullable: true,
      resolve: ({ id }, _args, context) => openRun(context, id),
    }),
    transcode: t.field({
      description: 'The newest transcode.',
      type: Transcode,
      nullable: true,
      resolve: (pkg, _args, context) => newestTranscode(context, pkg.id),
    }),
    currentTranscode: t.field({
      description: 'The open transcode. Null when there is none.',
      type: Transcode,
      nullable: true,
      resolve: ({ id }, _args, context) => openTranscode(context, id),
    }),
    currentPublication: t.field({
      description: 'The oldest open publication that the caller may see. Null when there is none.',
      type: Publication,
      nullable: true,
      resolve: ({ id }, _args, context) => openPublication(context, id),
    }),
    videos: t.connection(
      {
        description:
          'The videos of the newest manifest, as in `transcode`, and without a transcode too: by path, of one group or of all.',
        type: Video,
        nullable: true,
        args: { group: t.arg({ type: VideoGroup }) },
        resolve: async (pkg, { group, ...page }, context) => {
          const videos = await newestVideos(context, pkg.id)
          return pageOfPaths(group ? videos.filter(video => videoGroup(video) === group) : videos, page)
        },
      },
      VideoConnection,
    ),
    encodingUse: t.field({
      description: 'The finished encoding jobs that the package paid for. Encodings that it reuses do not count.',
      type: EncodingUse,
      resolve: (pkg, _args, context) => packageEncodingUse(context, pkg.id),
    }),
    syncRuns: t.connection(
      {
        type: SyncRun,
        nullable: true,
        resolve: (
          { id: packageId },
          page,
          {
            services: {
              database: { syncRun },
            },
          },
        ) =>
          pageOfRows(newestFirst, page, {
            find: query => syncRun.findMany({ ...query, where: { AND: [{ packageId }, query.where] } }),
            count: () => syncRun.count({ where: { packageId } }),
          }),
      },
      SyncRunConnection,
    ),
    releases: t.connection(
      {
        type: Release,
        nullable: true,
        resolve: (
          { id: packageId },
          page,
          {
            services: {
              database: { release },
            },
          },
        ) =>
          pageOfRows(byNumber, page, {
            find: query => release.findMany({ ...query, where: { AND: [{ packageId }, query.where] } }),
            count: () => release.count({ where: { packageId } }),
          }),
      },
      ReleaseConnection,
    ),
    publications: t.connection(
      {
        type: Publication,
        nullable: true,
        resolve: ({ id: packageId }, page, context) => {
          const { publication } = context.services.database
          const where = { packageId, ...visibleInEnvironmentsFilter(context) }
          return pageOfRows(newestFirst, page, {
            find: query => publication.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => publication.count({ where }),
          })
        },
      },
      PublicationConnection,
    ),
    verifications: t.connection(
      {
        description: 'Newest first.',
        type: VerificationRun,
        nullable: true,
        resolve: (
          { id: packageId },
          page,
          {
            services: {
              database: { verificationRun },
            },
          },
        ) =>
          pageOfRows(newestFirst, page, {
            find: query => verificationRun.findMany({ ...query, where: { AND: [{ packageId }, query.where] } }),
            count: () => verificationRun.count({ where: { packageId } }),
          }),
      },
      VerificationRunConnection,
    ),
    deployments: t.field({
      description: 'What each environment shows of the package now.',
      type: [Deployment],
      nullable: true,
      resolve: ({ id }, _args, context) => shownDeployments(context, id),
    }),
  }),
})

const PackageConnection = builder.connectionObject({ type: Package, name: 'PackageConnection' })

export const findPackage = registerNodeFinder('Package', async (context, id) =>
  canSeePackage(context, id) ? context.services.database.package.findUnique({ where: { id } }) : null,
)

builder.queryFields(t => ({
  packages: t.connection(
    {
      permission: 'visible',
      type: Package,
      nullable: true,
      args: {
        search: t.arg.string({ description: 'Part of the title, slug, or Dropbox path, in any letter case.' }),
        status: t.arg({ type: PackageStatus }),
        states: t.arg({ type: [PackageState], description: 'Only packages in one of these states.' }),
        running: t.arg.boolean({
          description: 'True: only packages that are synchronized, encoded, or published now. False: only others.',
        }),
        environment: t.arg.string({ description: 'Only packages that this environment shows.' }),
        archived: t.arg.boolean({ description: 'True: only archived packages. False: only others.' }),
        sort: t.arg({ type: PackageSort, defaultValue: 'NAME' }),
      },
      resolve: async (_root, { environment, sort, ...args }, context) => {
        const { database } = context.services
        const caller = callerOf(context)
        const environmentId = environment == null ? null : (await requireEnvironment(context, environment)).id
        const filter = { ...args, environmentId, visible: visiblePackageIds(caller), rights: readRights(caller) }
        const order = sort ?? 'NAME'
        return pageOfStatement(packageOrders[order], args, {
          find: keyset => listedPackages(database, filter, order, keyset),
          count: () => countPackages(database, filter),
        })
      },
    },
    PackageConnection,
  ),
  package: t.prismaField({
    permission: 'visible',
    type: 'Package',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, context) =>
      context.services.database.package.findFirst({ ...query, where: { slug, id: visiblePackagesFilter(context) } }),
  }),
}))

const CreatePackageInput = builder.inputType('CreatePackageInput', {
  fields: t => ({
    dropboxPath: t.string({ required: true }),
    title: t.string({ description: "Default: the folder's name." }),
    slug: t.string({ description: "Default: made from the folder's name." }),
    description: t.string(),
    autoSyncMinutes: t.int({ description: '1 to 1440. Default: no automatic synchronization.' }),
    synchronize: t.boolean({ description: 'Starts the first synchronization. Default: false.' }),
  }),
})

const UpdatePackageInput = builder.inputType('UpdatePackageInput', {
  description: 'Absent fields stay unchanged.',
  fields: t => ({
    title: t.string(),
    description: t.string(),
    rootPage: t.string({
      description: 'The start page: a page in any folder, in any letter case. Null: Lectern chooses.',
    }),
    autoSyncMinutes: t.int({ description: '1 to 1440. Null turns automatic synchronization off.' }),
    dropboxPath: t.string({
      description:
        'Another Dropbox folder for the package, by the rules of `createPackage`. Starts a full synchronization.',
    }),
  }),
})

builder.mutationFields(t => ({
  createPackage: t.field({
    permission: 'package.create',
    description: "CONFLICT if the folder is inside or around another package's folder. Archived packages do not count.",
    type: Package,
    nullable: true,
    args: { input: t.arg({ type: CreatePackageInput, required: true }) },
    resolve: (_root, { input }, context) => createPackage(context, input),
  }),
  updatePackage: t.field({
    permission: 'package.update',
    description:
      'CONFLICT if the new folder overlaps that of another package, or while the package is synchronized from its present folder.',
    type: Package,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      input: t.arg({ type: UpdatePackageInput, required: true }),
    },
    resolve: (_root, args, context) => updatePackage(context, args),
  }),
  archivePackage: t.field({
    permission: 'package.archive',
    description:
      'Asks open work to stop, and blocks new work. Environments keep showing the package. Another package can take its folder.',
    type: Package,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => archivePackage(context, slug),
  }),
  restorePackage: t.field({
    permission: 'package.archive',
    description: 'Begins with a full synchronization. CONFLICT if another package has the folder now.',
    type: Package,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => restorePackage(context, slug),
  }),
}))

builder.subscriptionField('packageChanged', t =>
  t.field({
    permission: 'visible',
    description: 'Sends the package after each change in it, until the client disconnects.',
    type: Package,
    args: { slug: t.arg.string({ required: true }) },
    extensions: { sendsStates: true },
    subscribe: (_root, { slug }, context) => packageUpdates(context, slug),
    resolve: pkg => pkg,
  }),
)

async function packageUpdates(context: Context, slug: string) {
  const { database, live } = context.services
  const { id } = await packageToWatch(context, slug)
  return liveQuery(context, id, {
    read: () => live.readShared(id, 'Package', () => database.package.findUnique({ where: { id } })),
    skipUnchanged: false,
  })
}
