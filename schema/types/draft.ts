import { builder } from '../builder.ts'
import { globalId } from '../global-id.ts'
import { pageOfPaths, pageOfRows } from '../paging.ts'
import { containing } from '../reads/containing.ts'
import { videoStatus } from '../reads/expected-videos.ts'
import { atRevision, type RevisionOf } from '../reads/revision.ts'
import { draftVideos } from '../reads/videos.ts'
import { seesPackage } from '../reads/visible.ts'
import { isUuid } from '../uuid.ts'
import { Change, ChangeConnection, editionBefore, pageOfChanges } from './change.ts'
import { DraftFile, DraftFileConnection } from './draft-file.ts'
import { Finding, FindingConnection, Severity } from './finding.ts'
import { findable, Node } from './node.ts'
import { Video, VideoConnection, VideoStatus } from './video.ts'

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
          const where = { ...atRevision(draft), own: false, path: search ? containing(search) : undefined }
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
          const wanted = status ? videos.filter(video => videoStatus(video) === status) : videos
          return pageOfPaths(wanted, page)
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
          pageOfChanges(context, await editionBefore(context, packageId, release), { packageId, revision }, page),
      },
      ChangeConnection,
    ),
  }),
})

const draftKey = ({ packageId, revision }: RevisionOf) => `${packageId}/${revision}`

/** The package and the revision in a draft's key; null when it is none. */
export function parseDraftKey(key: string): RevisionOf | null {
  const [packageId = '', revision = ''] = key.split('/')
  return isUuid(packageId) && /^\d{1,9}$/.test(revision) ? { packageId, revision: Number(revision) } : null
}

findable(
  'Draft',
  async (context, key) => {
    const of = parseDraftKey(key)
    if (!of || !seesPackage(context, of.packageId)) return null
    return context.database.draft.findUnique({ where: { packageId_revision: of } })
  },
  key => parseDraftKey(key) !== null,
)
