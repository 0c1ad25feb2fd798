import { batchLoader } from '@lectern/domain/batch-loader'
import { pathKey } from '@lectern/domain/files/path-key'
import { globalId } from '@lectern/domain/global-id'
import { cachedPagesWithVideos } from '@lectern/domain/playback/pages-with-videos'
import { attemptsOfEncodings } from '@lectern/domain/transcode/attempt-history'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { fileFaultCode, videoFailedProblem } from '@lectern/domain/transcode/failed-videos'
import { type PackageVideo, videoPercent } from '@lectern/domain/transcode/package-videos'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { findPlaylists, type Playlist as PlaylistShape } from '../playback/find-playlists.ts'
import { Playlist } from '../playback/playlist.ts'
import { Problem, problemOf } from '../problem.ts'
import { loadPackage } from '../row-loaders.ts'
import { EncodingAttempt } from './encoding-attempt.ts'
import { Money, moneyOf } from './money.ts'
import { Reencoding } from './reencoding.ts'
import { retryVideo } from './retry-video.ts'
import { newestVideos } from './video-loaders.ts'
import { VideoStatus } from './video-status.ts'

export const Video = builder.objectRef<PackageVideo>('Video').implement({
  description: 'A video file of a package. Each path in a package has one id.',
  interfaces: [Node],
  fields: t => ({
    id: t.id({ resolve: video => globalId('Video', video.videoId) }),
    path: t.exposeString('path'),
    contentHash: t.exposeString('contentHash'),
    bytes: t.expose('bytes', { type: 'Bytes' }),
    status: t.field({ type: VideoStatus, resolve: videoStatus }),
    percent: t.float({ nullable: true, resolve: videoPercent }),
    durationSeconds: t.exposeFloat('durationSeconds', { nullable: true }),
    width: t.exposeInt('width', { nullable: true }),
    height: t.exposeInt('height', { nullable: true }),
    encodedAs: t.exposeString('encodedAs', {
      nullable: true,
      description: 'The path of the alternate source whose stream it plays. Null: it has its own.',
    }),
    jobsAhead: t.int({
      nullable: true,
      description:
        'The number of jobs that MediaConvert will start before this one. Null once it has started, or while unknown.',
      resolve: ({ attempt }) => attempt?.jobsAhead,
    }),
    pausedForBudget: t.boolean({
      description: 'Whether its job is paused for the budget.',
      resolve: ({ attempt }) => attempt?.pausedForBudget ?? false,
    }),
    encodedMinutes: t.float({
      nullable: true,
      description: 'Billed minutes of all outputs of the job that made its stream. Null before the job is over.',
      resolve: ({ encodedAs, attempt }) =>
        encodedAs === null && attempt?.billedSeconds != null ? attempt.billedSeconds / 60 : null,
    }),
    estimatedCost: t.field({
      type: Money,
      nullable: true,
      description: 'The cost of its job by the price list, even if no job is needed. Null before the video was probed.',
      resolve: ({ encodedAs, attempt, estimateMicros, currency }) =>
        encodedAs === null ? moneyOf(attempt?.estimateMicros ?? estimateMicros, attempt?.currency ?? currency) : null,
    }),
    cost: t.field({
      type: Money,
      nullable: true,
      description:
        'The cost of the job that made its stream, even if another package paid for it. Null before the job is over.',
      resolve: ({ encodedAs, attempt }) =>
        encodedAs === null ? moneyOf(attempt?.costMicros, attempt?.currency) : null,
    }),
    reused: t.exposeBoolean('reused', {
      description:
        'Its encoding was ready before the video was synchronized, made for another path, package, or release.',
    }),
    usesOlderSettings: t.exposeBoolean('usesOlderSettings', {
      description: 'Its stream was made with older settings. It plays until `reencodeVideos` has made a new one.',
    }),
    reencoding: t.field({
      type: Reencoding,
      nullable: true,
      description: 'How far the newest attempt to encode it with the current settings is. Null: none, or it is ready.',
      resolve: ({ renewal }) => renewal,
    }),
    playlist: t.field({
      type: Playlist,
      nullable: true,
      resolve: async (video, _args, context) =>
        (await playlistsOf(context, video)).find(playlist => playlist.path === video.path),
    }),
    attempts: t.field({
      type: [EncodingAttempt],
      description:
        'The attempts at its own encoding, newest first, at most 50. Other packages with the same video share them.',
      resolve: ({ encodedAs, encodingId }, _args, context) =>
        encodedAs === null && encodingId !== null ? attemptsOf(context, encodingId) : [],
    }),
    pages: t.stringList({
      description: 'The files of the draft that name it, such as pages, by path, at most 100.',
      resolve: async ({ packageId, revision, path }, _args, context) => {
        const draftRevision = revision ?? (await loadPackage(context, packageId)).revision
        const { database } = context.services
        const pages = await cachedPagesWithVideos(database, { packageId, revision: draftRevision })
        return pages.get(pathKey(path))?.slice(0, maxPages) ?? []
      },
    }),
    error: t.field({
      type: Problem,
      nullable: true,
      resolve: ({ path, problem, encodedAs, attempt }) => {
        if (encodedAs !== null) return null
        if (problem !== null) return videoFailedProblem({ path, problem, failure: null })
        const failure = problemOf(attempt?.error ?? null)
        // An error with the path of the file says that another file is needed.
        return failure?.code === fileFaultCode ? { ...failure, path } : failure
      },
    }),
  }),
})

const attemptsOf = batchLoader(
  ({ services: { database } }: Context, encodingIds: string[]) => attemptsOfEncodings(database, encodingIds),
  encodingId => encodingId,
)

const maxPages = 100

export const VideoConnection = builder.connectionObject({ type: Video, name: 'VideoConnection' })

type DraftSelector = Pick<PackageVideo, 'packageId' | 'revision'>

const playlistsOf = batchLoader(
  async (context: Context, drafts: DraftSelector[]): Promise<PlaylistShape[][]> => {
    const packages = await context.services.database.package.findMany({
      where: { id: { in: drafts.map(draft => draft.packageId) } },
    })
    const slugs = new Map(packages.map(pkg => [pkg.id, pkg.slug]))
    return Promise.all(
      drafts.map(async ({ packageId, revision }) => {
        const slug = slugs.get(packageId)
        return (slug && (await findPlaylists(context, { package: slug, revision }))) || []
      }),
    )
  },
  ({ packageId, revision }) => `${packageId}/${revision}`,
)

const findVideo = registerNodeFinder('Video', async (context, id) => {
  const video = await context.services.database.video.findUnique({ where: { id } })
  if (!video || !canSeePackage(context, video.packageId)) return null
  return (await newestVideos(context, video.packageId)).find(({ videoId }) => videoId === id) ?? null
})

builder.mutationField('retryVideo', t =>
  t.field({
    permission: 'package.transcode',
    description:
      'Retries one video whose encoding failed or was canceled. Other videos are not retried. CONFLICT when there is nothing to retry.',
    type: Video,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const key = requireKey('Video', id, 'This video')
      await retryVideo(context, key)
      return findVideo(context, key)
    },
  }),
)
