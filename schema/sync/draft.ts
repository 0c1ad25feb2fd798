import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { pageOfPaths, pageOfRows } from '@lectern/domain/paging'
import { contains } from '@lectern/domain/contains'
import { atRevision, type DraftRevision } from '@lectern/domain/files/content-version'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { draftVideos } from '../transcode/video-loaders.ts'
import { canSeePackage } from '../access/visible.ts'
import { isUuid } from '@lectern/domain/uuid'
import { Change, ChangeConnection, findBaseVersion, pageOfFileChanges } from '../files/file-change.ts'
import { DraftFile, DraftFileConnection } from '../files/draft-file.ts'
import { Finding, FindingConnection, Severity } from '../findings/finding.ts'
import { Node, registerNodeFinder } from '../node.ts'
import { Video, VideoConnection, VideoStatus } from '../transcode/video.ts'

const byPathAndId = [
  ['path', 'text'],
  ['id', 'uuid'],
] as const

export const Draft = builder.prismaObject('Draft', {
  description: 'The package as last synchronised. Id and revision are new after each run that changed a file.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: draft => globalId('Draft', draftKey(draft)) }),
    revision: t.exposeInt('revision'),
    syncRun: t.relation('syncRun', { nullable: true, description: 'That made it so.' }),
    settled: t.exposeBoolean('settled', {
      description: 'False: Dropbox was still uploading, or the run was canceled or failed on the way.',
    }),
    fileCount: t.exposeInt('fileCount'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    synchronizedAt: t.expose('synchronizedAt', { type: 'DateTime' }),
    files: t.connection(
      {
        type: DraftFile,
        nullable: true,
        args: { search: t.arg.string({ description: 'A part of the path, in any letter case.' }) },
        resolve: (draft, { search, ...page }, { database: { draftFile } }) => {
          const where = { ...atRevision(draft), generated: false, path: search ? contains(search) : undefined }
          return pageOfRows([['path', 'text']], page, {
            find: query => draftFile.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => draftFile.count({ where }),
          })
        },
      },
      DraftFileConnection,
    ),
    videos: t.connection(
      {
        type: Video,
        nullable: true,
        args: { status: t.arg({ type: VideoStatus }) },
        resolve: async (draft, { status, ...page }, context) => {
          const videos = await draftVideos(context, draft)
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
        args: { severity: t.arg({ type: Severity }), path: t.arg.string() },
        resolve: (draft, { severity, path, ...page }, { database: { finding } }) => {
          const where = { ...atRevision(draft), severity: severity ?? undefined, path: path ?? undefined }
          return pageOfRows(byPathAndId, page, {
            find: query => finding.findMany({ ...query, where: { AND: [where, query.where] } }),
            count: () => finding.count({ where }),
          })
        },
      },
      FindingConnection,
    ),
    changesSince: t.connection(
      {
        description: 'By path, since a release; default: the newest. Without any, all are ADDED.',
        type: Change,
        nullable: true,
        args: { release: t.arg.int() },
        resolve: async ({ packageId, revision }, { release, ...page }, context) =>
          pageOfFileChanges(context, await findBaseVersion(context, packageId, release), { packageId, revision }, page),
      },
      ChangeConnection,
    ),
  }),
})

const draftKey = ({ packageId, revision }: DraftRevision) => `${packageId}/${revision}`

/** The package and the revision in a draft's key; null when it is none. */
export function parseDraftKey(key: string): DraftRevision | null {
  const [packageId = '', revision = ''] = key.split('/')
  return isUuid(packageId) && /^\d{1,9}$/.test(revision) ? { packageId, revision: Number(revision) } : null
}

registerNodeFinder(
  'Draft',
  async (context, key) => {
    const draftRevision = parseDraftKey(key)
    if (!draftRevision || !canSeePackage(context, draftRevision.packageId)) return null
    return context.database.draft.findUnique({ where: { packageId_revision: draftRevision } })
  },
  key => parseDraftKey(key) !== null,
)
