import { contains } from '@lectern/domain/contains'
import { atRevision, type DraftRevision } from '@lectern/domain/files/content-version'
import type { ComparedVersions } from '@lectern/domain/files/file-changes'
import { pageFilter } from '@lectern/domain/files/page-names'
import { countFixedFindings, fixedFindings } from '@lectern/domain/findings/fixed-findings'
import { byPath, findingFolders } from '@lectern/domain/findings/listed-findings'
import { globalId } from '@lectern/domain/global-id'
import { pageOfPaths, pageOfRows, pageOfStatement } from '@lectern/domain/paging'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { isUuid } from '@lectern/domain/uuid'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { ChangeSummary, changeSummary } from '../files/change-summary.ts'
import { DraftFile, DraftFileConnection } from '../files/draft-file.ts'
import { Change, ChangeConnection, changesArguments, findBaseVersion, pageOfFileChanges } from '../files/file-change.ts'
import { FileKind } from '../files/file-kind.ts'
import { FolderEntry, FolderEntryConnection, pageOfFolder } from '../files/folder-entry.ts'
import { draftRootPage } from '../findings/draft-root-page.ts'
import { Finding, FindingConnection, FindingSort, Severity } from '../findings/finding.ts'
import { countFindings, FindingCounts } from '../findings/finding-counts.ts'
import { pageOfFindings } from '../findings/page-of-findings.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Video, VideoConnection } from '../transcode/video.ts'
import { videosOfDraft } from '../transcode/video-loaders.ts'
import { VideoStatus } from '../transcode/video-status.ts'

export const Draft = builder.prismaObject('Draft', {
  description:
    "The package as last synchronized. `id` and `revision` are new after each run that changed an author's file or how pages use it.",
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: draft => globalId('Draft', draftKey(draft)) }),
    revision: t.exposeInt('revision'),
    syncRun: t.relation('syncRun', { nullable: true, description: 'The sync run that made this draft.' }),
    settled: t.exposeBoolean('settled', {
      description: 'False: Dropbox was still uploading, or the run was canceled or failed before its end.',
    }),
    fileCount: t.exposeInt('fileCount'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    synchronizedAt: t.expose('synchronizedAt', { type: 'DateTime' }),
    rootPage: t.string({
      description:
        'The page that it opens with: the chosen one, or the one that Lectern found. Null when that is unclear.',
      nullable: true,
      resolve: async (draft, _args, context) => (await draftRootPage(context, draft)).page,
    }),
    rootPageCandidates: t.stringList({
      description: 'The pages to choose from while it is unclear, the likeliest first, at most 50. Otherwise empty.',
      resolve: async (draft, _args, context) => (await draftRootPage(context, draft)).candidates,
    }),
    files: t.connection(
      {
        type: DraftFile,
        nullable: true,
        args: {
          search: t.arg.string({ description: 'Part of the path, in any letter case.' }),
          onlyPages: t.arg.boolean({ description: 'True: only the files that can be the start page.' }),
        },
        resolve: (
          draft,
          { search, onlyPages, ...page },
          {
            services: {
              database: { draftFile },
            },
          },
        ) => {
          const path = search ? contains(search) : undefined
          const where = { ...atRevision(draft), generated: false, path, AND: onlyPages ? pageFilter : undefined }
          return pageOfRows([['path', 'text']], page, {
            find: query => draftFile.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => draftFile.count({ where }),
          })
        },
      },
      DraftFileConnection,
    ),
    file: t.prismaField({
      type: 'DraftFile',
      nullable: true,
      args: { path: t.arg.string({ required: true }) },
      resolve: (query, draft, { path }, context) =>
        context.services.database.draftFile.findFirst({
          ...query,
          where: { ...atRevision(draft), generated: false, path },
        }),
    }),
    folder: t.connection(
      {
        type: FolderEntry,
        nullable: true,
        description:
          'The files and folders in a folder, folders first, with the sizes of folders. `path`: the folder; the default is the package itself.',
        args: {
          path: t.arg.string(),
          allLevels: t.arg.boolean({ description: 'True: all files below the folder, by path, and no folders.' }),
          search: t.arg.string({ description: 'Part of the path inside the folder, in any letter case.' }),
          kind: t.arg({ type: FileKind }),
          onlyChanged: t.arg.boolean({ description: 'True: only what differs from the release `since`.' }),
          since: t.arg.int({ description: 'The number of the release to compare with.' }),
        },
        resolve: (draft, { path, allLevels, search, kind, onlyChanged, since, ...page }, context) =>
          pageOfFolder(
            context,
            draft,
            { folder: path ?? '', isDeep: allLevels === true, search, kind, isChanged: onlyChanged, since },
            page,
          ),
      },
      FolderEntryConnection,
    ),
    videos: t.connection(
      {
        type: Video,
        nullable: true,
        args: { status: t.arg({ type: VideoStatus }) },
        resolve: async (draft, { status, ...page }, context) => {
          const videos = await videosOfDraft(context, draft)
          const matchingVideos = status ? videos.filter(video => videoStatus(video) === status) : videos
          return pageOfPaths(matchingVideos, page)
        },
      },
      VideoConnection,
    ),
    findings: t.connection(
      {
        type: Finding,
        nullable: true,
        args: {
          severity: t.arg({ type: Severity }),
          path: t.arg.string({ description: 'Only findings with a place in this file.' }),
          folder: t.arg.string({ description: 'Only findings with a place in this folder or below.' }),
          cause: t.arg.id(),
          codes: t.arg.stringList({ description: 'Only findings with one of these codes.' }),
          isNew: t.arg.boolean(),
          ignored: t.arg.boolean({ description: 'True: only what a person ignores. False: only what nobody ignores.' }),
          blocking: t.arg.boolean({
            description:
              'True: only what blocks publishing in an environment that you may see. False: only other findings.',
          }),
          sort: t.arg({ type: FindingSort, defaultValue: 'PATH' }),
        },
        resolve: (draft, args, context) => pageOfFindings(context, draft, args),
      },
      FindingConnection,
    ),
    findingCounts: t.field({ type: FindingCounts, resolve: (draft, _args, context) => countFindings(context, draft) }),
    fixedFindings: t.connection(
      {
        description: 'The findings that the draft before this one had, and that this one no longer has, by path.',
        type: Finding,
        nullable: true,
        resolve: (draft, page, { services: { database } }) =>
          pageOfStatement(byPath, page, {
            find: keyset => fixedFindings(database, draft, keyset),
            count: () => countFixedFindings(database, draft),
          }),
      },
      FindingConnection,
    ),
    findingFolders: t.stringList({
      description: 'The folders at the top of the package in which findings have places, at most 200.',
      resolve: (draft, _args, { services: { database } }) => findingFolders(database, draft),
    }),
    changesSince: t.connection(
      {
        description:
          'Changes since a release, by path. Default: the newest release. If there is none, all files are ADDED.',
        type: Change,
        nullable: true,
        args: changesArguments,
        resolve: async (draft, { release, ...selection }, context) =>
          pageOfFileChanges(context, await versionsSince(context, draft, release), selection),
      },
      ChangeConnection,
    ),
    changeSummary: t.field({
      description: 'All changes since a release together. Default: the newest release.',
      type: ChangeSummary,
      nullable: true,
      args: { release: t.arg.int() },
      resolve: async (draft, { release }, context) =>
        changeSummary(context, await versionsSince(context, draft, release)),
    }),
  }),
})

const versionsSince = async (
  context: Context,
  { packageId, revision }: DraftRevision,
  release: number | null | undefined,
): Promise<ComparedVersions> => ({
  before: await findBaseVersion(context, packageId, release),
  after: { packageId, revision },
})

const draftKey = ({ packageId, revision }: DraftRevision) => `${packageId}/${revision}`

/** Returns the package and revision in a draft's key, or null for an invalid key. */
export function parseDraftKey(key: string): DraftRevision | null {
  const [packageId = '', revision = ''] = key.split('/')
  return isUuid(packageId) && /^\d{1,9}$/.test(revision) ? { packageId, revision: Number(revision) } : null
}

registerNodeFinder(
  'Draft',
  async (context, key) => {
    const draftRevision = parseDraftKey(key)
    if (!draftRevision || !canSeePackage(context, draftRevision.packageId)) return null
    return context.services.database.draft.findUnique({ where: { packageId_revision: draftRevision } })
  },
  key => parseDraftKey(key) !== null,
)
