import { inFolder } from '@lectern/domain/contains'
import { missingRootPage, onlyFragments, packageProblem } from '@lectern/domain/findings/root-page-finding'
import { globalId } from '@lectern/domain/global-id'
import { pageOfRows } from '@lectern/domain/paging'
import { type CurrentFile as CurrentFileShape, currentFiles } from '@lectern/domain/sync/current-files'
import { listedPages } from '@lectern/domain/sync/listed-pages'
import { bytesPerSecond, copiedPercent, secondsLeft } from '@lectern/domain/sync/speed'
import { Actor, actorOf } from '../access/actor.ts'
import { packageToWatch } from '../access/package-to-watch.ts'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { liveQuery } from '../live-query.ts'
import { keyOf, Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { cancelSync } from './cancel-sync.ts'
import { chooseSyncFolder } from './choose-sync-folder.ts'
import { confirmSync } from './confirm-sync.ts'
import { SyncAction, SyncItem, SyncItemConnection } from './sync-item.ts'
import { synchronizePackage } from './synchronize-package.ts'

const SyncStatus = builder.enumType('SyncStatus', {
  values: [
    'RUNNING',
    'WAITING_FOR_CONFIRMATION',
    'WAITING_FOR_DROPBOX',
    'WAITING_FOR_FOLDER',
    'SUCCEEDED',
    'FAILED',
    'CANCELED',
  ],
})
const SyncPhase = builder.enumType('SyncPhase', {
  description: 'Copying begins while calculating is still running. The phase is the earliest one that is not over.',
  values: ['CALCULATING', 'COPYING', 'CLEANING', 'DONE'],
})

const CurrentFile = builder.objectRef<CurrentFileShape>('CurrentFile').implement({
  description: 'A file that a sync run copies now.',
  fields: t => ({
    path: t.exposeString('path'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    bytesDone: t.expose('bytesDone', { type: 'Bytes', description: 'The stored parts of a large file. 0 for others.' }),
  }),
})

export const SyncRun = builder.prismaObject('SyncRun', {
  description: 'One synchronization. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: run => globalId('SyncRun', run.id) }),
    status: t.expose('status', { type: SyncStatus }),
    phase: t.expose('phase', { type: SyncPhase }),
    entriesListed: t.exposeInt('entriesListed', {
      description: 'Entries of the Dropbox listing that were read so far.',
    }),
    calculated: t.exposeBoolean('calculated', { description: 'Whether the totals are final.' }),
    filesTotal: t.exposeInt('filesTotal', { description: 'Files to copy.' }),
    filesDone: t.exposeInt('filesDone'),
    bytesTotal: t.expose('bytesTotal', { type: 'Bytes' }),
    bytesDone: t.expose('bytesDone', { type: 'Bytes', description: 'Never decreases.' }),
    filesUnchanged: t.exposeInt('filesUnchanged'),
    filesDeleted: t.exposeInt('filesDeleted', {
      description: 'Files to delete. Nothing is deleted while the run waits for confirmation.',
    }),
    filesIgnored: t.exposeInt('filesIgnored'),
    videosNew: t.exposeInt('videosNew', {
      description: 'Videos of the package that were not encoded yet when the run was planned. 0 before that.',
    }),
    videosReused: t.exposeInt('videosReused', {
      description: 'Videos of the package that were already encoded when the run was planned. 0 before that.',
    }),
    percent: t.float({
      nullable: true,
      description:
        'How much is copied, 0 to 100, by files and bytes: each file counts besides its bytes. Null while the totals are not final.',
      resolve: run => (run.calculated ? copiedPercent(run) : null),
    }),
    currentFiles: t.field({
      type: [CurrentFile],
      description: 'Files that are being copied now, large ones first, at most 5. Empty once the run is over.',
      resolve: (run, _args, { services: { database } }) => (run.finishedAt ? [] : currentFiles(database, run.id)),
    }),
    bytesPerSecond: t.float({ nullable: true, resolve: run => bytesPerSecond(run, new Date()) }),
    secondsLeft: t.float({ nullable: true, resolve: run => secondsLeft(run, new Date()) }),
    warnings: t.field({
      type: [Problem],
      description:
        'What a run in progress already knows about the draft to come, once everything is listed: that it will have no page to open with, or only pieces of pages.',
      resolve: async (run, _args, { services: { database } }) => {
        if (!run.calculated || run.finishedAt !== null) return []
        const pages = await listedPages(database, run.packageId)
        if (pages.count === 0) return [packageProblem(missingRootPage)]
        return pages.mayHaveDocument ? [] : [packageProblem(onlyFragments(pages))]
      },
    }),
    unsettledPaths: t.stringList({
      description: 'Paths that Dropbox was still changing, at most 100.',
      resolve: run => run.unsettledPaths.slice(0, 100),
    }),
    items: t.connection(
      {
        type: SyncItem,
        nullable: true,
        args: {
          action: t.arg({ type: SyncAction }),
          folder: t.arg.string({
            description: 'Only files in this folder of the package and below. Empty: only files that are in no folder.',
          }),
        },
        resolve: (
          run,
          { action, folder, ...page },
          {
            services: {
              database: { syncItem },
            },
          },
        ) => {
          const path = folder == null ? undefined : inFolder(folder)
          const where = { runId: run.id, generated: false, action: action ?? undefined, path }
          return pageOfRows([['path', 'text']], page, {
            find: query => syncItem.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => syncItem.count({ where }),
          })
        },
      },
      SyncItemConnection,
    ),
    startedBy: t.field({ type: Actor, resolve: run => actorOf(run.startedBy) }),
    startedAt: t.expose('startedAt', { type: 'DateTime' }),
    finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
    error: t.field({ type: Problem, nullable: true, resolve: run => problemOf(run.error) }),
  }),
})

export const SyncRunConnection = builder.connectionObject({ type: SyncRun, name: 'SyncRunConnection' })

const findSyncRun = registerNodeFinder('SyncRun', async (context, id) => {
  const run = await context.services.database.syncRun.findUnique({ where: { id } })
  return run && canSeePackage(context, run.packageId) ? run : null
})

builder.queryField('syncRun', t =>
  t.field({
    permission: 'visible',
    type: SyncRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => findSyncRun(context, keyOf('SyncRun', id) ?? ''),
  }),
)

builder.mutationFields(t => ({
  synchronizePackage: t.field({
    permission: 'package.synchronize',
    description: 'Starts a sync run, or joins the one that is open. `full`: check everything.',
    type: SyncRun,
    nullable: true,
    args: { slug: t.arg.string({ required: true }), full: t.arg.boolean({ defaultValue: false }) },
    resolve: (_root, { slug, full }, context) => synchronizePackage(context, { slug, full: full ?? false }),
  }),
  confirmSync: t.field({
    permission: 'package.synchronize',
    description:
      'Resumes a run that is WAITING_FOR_CONFIRMATION because it would delete many files. CONFLICT when it is not waiting.',
    type: SyncRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => confirmSync(context, requireKey('SyncRun', id, 'This synchronization')),
  }),
  chooseSyncFolder: t.field({
    permission: 'package.synchronize',
    description:
      'Resumes a run that is WAITING_FOR_FOLDER: the package continues with this one of its `folderChoices`. CONFLICT when it is not waiting.',
    type: SyncRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }), dropboxPath: t.arg.string({ required: true }) },
    resolve: (_root, { id, dropboxPath }, context) =>
      chooseSyncFolder(context, { id: requireKey('SyncRun', id, 'This synchronization'), dropboxPath }),
  }),
  cancelSync: t.field({
    permission: 'package.synchronize',
    type: SyncRun,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => cancelSync(context, requireKey('SyncRun', id, 'This synchronization')),
  }),
}))

builder.subscriptionField('syncProgress', t =>
  t.field({
    permission: 'visible',
    description: 'Follows the open sync run, else the newest, else the first one to come. Ends with that run.',
    type: SyncRun,
    args: { package: t.arg.string({ required: true }) },
    extensions: { sendsStates: true },
    subscribe: (_root, { package: slug }, context) => syncUpdates(context, slug),
    resolve: run => run,
  }),
)

async function syncUpdates(context: Context, slug: string) {
  const pkg = await packageToWatch(context, slug)
  const { database, live } = context.services
  let id: string | undefined
  return liveQuery(context, pkg.id, {
    async read() {
      const run = await live.readShared(pkg.id, `SyncRun ${id}`, () =>
        database.syncRun.findFirst({
          where: { packageId: pkg.id, id },
          orderBy: [{ finishedAt: { sort: 'desc', nulls: 'first' } }, { startedAt: 'desc' }],
        }),
      )
      id ??= run?.id
      return run
    },
    isOver: run => run.finishedAt !== null,
    skipUnchanged: true,
  })
}
