import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { Prisma } from '@lectern/domain/database'
import { globalId } from '../global-id.ts'
import { pageOfRows } from '@lectern/domain/paging'
import { contains } from '@lectern/domain/contains'
import { packageStatus, packageStatusFilters, type PackageStatus as Status } from '@lectern/domain/packages/package-status'
import { packageToWatch } from '../access/package-to-watch.ts'
import { canSeePackage, visibleEnvironmentsFilter, visiblePackagesFilter } from '../access/visible.ts'
import { liveQuery } from '../live-query.ts'
import { Deployment } from '../publish/deployment.ts'
import { Draft } from '../sync/draft.ts'
import { VerificationRun, VerificationRunConnection } from '../verify/verification-run.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Publication, PublicationConnection } from '../publish/publication.ts'
import { Release, ReleaseConnection } from '../publish/release.ts'
import { EncodingUse, packageEncodingUse } from '../transcode/encoding-usage.ts'
import { SyncRun, SyncRunConnection } from '../sync/sync-run.ts'
import { newestTranscode, Transcode } from '../transcode/transcode.ts'

const PackageStatus = builder.enumType('PackageStatus', {
  description: 'PUBLISHED: at least one environment shows it.',
  values: ['EMPTY', 'DRAFT', 'PUBLISHED', 'ARCHIVED'],
})

const byTitle = [
  ['title', 'text'],
  ['id', 'uuid'],
] as const
const newestFirst = [
  ['startedAt', 'timestamp', 'desc'],
  ['id', 'uuid', 'desc'],
] as const
const byNumber = [['number', 'int', 'desc']] as const

export const Package = builder.prismaObject('Package', {
  description: 'One Dropbox folder.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: pkg => globalId('Package', pkg.id) }),
    slug: t.exposeString('slug'),
    title: t.exposeString('title'),
    description: t.exposeString('description', { nullable: true }),
    dropboxPath: t.exposeString('dropboxPath'),
    rootPage: t.exposeString('rootPage', { nullable: true }),
    autoSyncMinutes: t.exposeInt('autoSyncMinutes', {
      description:
        'Synchronised by itself when Dropbox has been quiet for so many minutes; null: only when somebody asks.',
      nullable: true,
    }),
    status: t.field({
      type: PackageStatus,
      select: { revision: true, archivedAt: true, _count: { select: { currentDeployments: true } } },
      resolve: ({ _count, ...pkg }) => packageStatus({ ...pkg, currentDeploymentCount: _count.currentDeployments }),
    }),
    createdAt: t.expose('createdAt', { type: 'DateTime' }),
    draft: t.field({
      description: 'Null before the first synchronisation.',
      type: Draft,
      nullable: true,
      resolve: ({ id: packageId, revision }, _args, context) =>
        context.database.draft.findUnique({ where: { packageId_revision: { packageId, revision } } }),
    }),
    currentSyncRun: t.field({
      description: 'Null when none goes on.',
      type: SyncRun,
      nullable: true,
      select: (_args, _context, nested) => ({ syncRuns: nested({ where: { finishedAt: null }, take: 1 }) }),
      resolve: ({ syncRuns }) => syncRuns[0],
    }),
    transcode: t.field({
      description: 'The newest.',
      type: Transcode,
      nullable: true,
      resolve: (pkg, _args, context) => newestTranscode(context, pkg.id),
    }),
    encodingUse: t.field({
      description: 'What its streams have cost, without those that others had made.',
      type: EncodingUse,
      resolve: (pkg, _args, context) => packageEncodingUse(context, pkg.id),
    }),
    syncRuns: t.connection(
      {
        type: SyncRun,
        nullable: true,
        resolve: ({ id: packageId }, page, { database: { syncRun } }) =>
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
        resolve: ({ id: packageId }, page, { database: { release } }) =>
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
        resolve: ({ id: packageId }, page, { database: { publication } }) =>
          pageOfRows(newestFirst, page, {
            find: query => publication.findMany({ ...query, where: { AND: [{ packageId }, query.where] } }),
            count: () => publication.count({ where: { packageId } }),
          }),
      },
      PublicationConnection,
    ),
    verificationRuns: t.connection(
      {
        description: 'The newest first.',
        type: VerificationRun,
        nullable: true,
        resolve: ({ id: packageId }, page, { database: { verificationRun } }) =>
          pageOfRows(newestFirst, page, {
            find: query => verificationRun.findMany({ ...query, where: { AND: [{ packageId }, query.where] } }),
            count: () => verificationRun.count({ where: { packageId } }),
          }),
      },
      VerificationRunConnection,
    ),
    deployments: t.field({
      description: 'What each environment shows of it now.',
      type: [Deployment],
      nullable: true,
      select: (_args, context, nested) => ({
        currentDeployments: {
          where: { environmentId: visibleEnvironmentsFilter(context) },
          orderBy: { environment: { createdAt: 'asc' } },
          select: { deployment: nested() },
        },
      }),
      resolve: ({ currentDeployments }) => currentDeployments.map(({ deployment }) => deployment),
    }),
  }),
})

const PackageConnection = builder.connectionObject({ type: Package, name: 'PackageConnection' })

export const findPackage = registerNodeFinder('Package', async (context, id) =>
  canSeePackage(context, id) ? context.database.package.findUnique({ where: { id } }) : null,
)

type Filter = { search?: string | null; status?: Status | null }

function packagesWhere(context: Context, { search, status }: Filter): Prisma.PackageWhereInput {
  const containsSearch = search ? contains(search) : undefined
  const anyMatch = containsSearch && [
    { title: containsSearch },
    { slug: containsSearch },
    { dropboxPath: containsSearch },
  ]
  return { id: visiblePackagesFilter(context), OR: anyMatch, ...(status ? packageStatusFilters[status] : {}) }
}

builder.queryFields(t => ({
  packages: t.connection(
    {
      type: Package,
      nullable: true,
      args: {
        search: t.arg.string({ description: 'A part of title, slug or folder, in any letter case.' }),
        status: t.arg({ type: PackageStatus }),
      },
      resolve: (_root, { search, status, ...page }, context) => {
        const where = packagesWhere(context, { search, status })
        return pageOfRows(byTitle, page, {
          find: query => context.database.package.findMany({ ...query, where: { AND: [where, query.where] } }),
          count: () => context.database.package.count({ where }),
        })
      },
    },
    PackageConnection,
  ),
  package: t.prismaField({
    type: 'Package',
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (query, _root, { slug }, context) =>
      context.database.package.findFirst({ ...query, where: { slug, id: visiblePackagesFilter(context) } }),
  }),
}))

const CreatePackageInput = builder.inputType('CreatePackageInput', {
  fields: t => ({
    dropboxPath: t.string({ required: true }),
    title: t.string({ description: "By default the folder's name." }),
    slug: t.string({ description: "By default made from the folder's name." }),
    description: t.string(),
  }),
})

const UpdatePackageInput = builder.inputType('UpdatePackageInput', {
  description: 'What is absent stays as it is.',
  fields: t => ({
    title: t.string(),
    description: t.string(),
    rootPage: t.string({ description: 'A page at its root; null: Lectern chooses.' }),
    autoSyncMinutes: t.int({ description: '1 to 1440; null switches it off.' }),
  }),
})

builder.mutationFields(t => ({
  createPackage: t.field({
    description: "CONFLICT inside or around another's folder.",
    type: Package,
    nullable: true,
    args: { input: t.arg({ type: CreatePackageInput, required: true }) },
    resolve: (_root, { input }, context) => context.commands.createPackage(input),
  }),
  updatePackage: t.field({
    type: Package,
    nullable: true,
    args: {
      slug: t.arg.string({ required: true }),
      input: t.arg({ type: UpdatePackageInput, required: true }),
    },
    resolve: (_root, { slug, input }, context) => context.commands.updatePackage(slug, input),
  }),
  archivePackage: t.field({
    description: 'What goes on for it is asked to stop, and nothing can be begun. What environments show of it stays.',
    type: Package,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => context.commands.archivePackage(slug),
  }),
  restorePackage: t.field({
    type: Package,
    nullable: true,
    args: { slug: t.arg.string({ required: true }) },
    resolve: (_root, { slug }, context) => context.commands.restorePackage(slug),
  }),
}))

builder.subscriptionField('packageChanged', t =>
  t.field({
    description: 'Whatever of it changed; goes on until the caller leaves.',
    type: Package,
    args: { slug: t.arg.string({ required: true }) },
    subscribe: (_root, { slug }, context) => packageUpdates(context, slug),
    resolve: pkg => pkg,
  }),
)

async function packageUpdates(context: Context, slug: string) {
  const { id } = await packageToWatch(context, slug)
  return liveQuery(context, id, {
    read: () => context.database.package.findUnique({ where: { id } }),
    skipUnchanged: false,
  })
}
