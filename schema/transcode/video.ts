import { batchLoader } from '../batch-loader.ts'
import { builder } from '../builder.ts'
import type { Context, Playlist as PlaylistShape } from '../context.ts'
import { globalId } from '../global-id.ts'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { videoFailedProblem } from '@lectern/domain/transcode/failed-videos'
import { type PackageVideo, videoPercent } from '@lectern/domain/transcode/package-videos'
import { newestVideos } from './video-loaders.ts'
import { canSeePackage } from '../access/visible.ts'
import { Money, moneyOf } from './money.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Playlist } from '../playback/playlist.ts'
import { Problem, problemOf } from '../problem.ts'

export const VideoStatus = builder.enumType('VideoStatus', {
  values: {
    EXPECTED: { description: 'In the manifest.' },
    UPLOADED: { description: 'In S3.' },
    QUEUED: { description: 'For a job.' },
    TRANSCODING: {},
    READY: { description: 'To play.' },
    FAILED: {},
    CANCELED: {},
    NOT_NEEDED: { description: 'The mp4 is enough, or a twin serves it.' },
  } as const,
})

export const Video = builder.objectRef<PackageVideo>('Video').implement({
  description: 'A video file of a package: one id for each path.',
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
      description: 'The path of the twin whose stream it plays; null: it has its own.',
    }),
    jobsAhead: t.int({
      nullable: true,
      description:
        'How many jobs MediaConvert will begin before its own; null once that has begun, or while nobody knows.',
      resolve: ({ attempt }) => attempt?.jobsAhead,
    }),
    pausedForBudget: t.boolean({
      description: 'The budget holds its job.',
      resolve: ({ attempt }) => attempt?.pausedForBudget ?? false,
    }),
    encodedMinutes: t.float({
      nullable: true,
      description: 'Of all outputs of the job that made its stream; null before it is over.',
      resolve: ({ encodedAs, attempt }) =>
        encodedAs === null && attempt?.outputSeconds != null ? attempt.outputSeconds / 60 : null,
    }),
    estimatedCost: t.field({
      type: Money,
      nullable: true,
      description: 'Of its job by the price list, also where none is needed; null before somebody looked at it.',
      resolve: ({ encodedAs, attempt, estimateMicros, currency }) =>
        encodedAs === null ? moneyOf(attempt?.estimateMicros ?? estimateMicros, attempt?.currency ?? currency) : null,
    }),
    cost: t.field({
      type: Money,
      nullable: true,
      description: 'Of the job that made its stream, whoever it was made for; null before it is over.',
      resolve: ({ encodedAs, attempt }) =>
        encodedAs === null ? moneyOf(attempt?.costMicros, attempt?.currency) : null,
    }),
    reused: t.exposeBoolean('reused', {
      description: 'Its encoding was there already, made for another path, package or release.',
    }),
    playlist: t.field({
      type: Playlist,
      nullable: true,
      resolve: async (video, _args, context) =>
        (await playlistsOf(context, video)).find(playlist => playlist.path === video.path),
    }),
    error: t.field({
      type: Problem,
      nullable: true,
      resolve: ({ path, problem, encodedAs, attempt }) => {
        if (encodedAs !== null) return null
        return problem === null
          ? problemOf(attempt?.error ?? null)
          : videoFailedProblem({ path, problem, failure: null })
      },
    }),
  }),
})

export const VideoConnection = builder.connectionObject({ type: Video, name: 'VideoConnection' })

type DraftSelector = Pick<PackageVideo, 'packageId' | 'revision'>

const playlistsOf = batchLoader(
  async ({ database, lookups }: Context, drafts: DraftSelector[]): Promise<PlaylistShape[][]> => {
    const packages = await database.package.findMany({ where: { id: { in: drafts.map(draft => draft.packageId) } } })
    const slugs = new Map(packages.map(pkg => [pkg.id, pkg.slug]))
    return Promise.all(
      drafts.map(async ({ packageId, revision }) => {
        const slug = slugs.get(packageId)
        return (slug && (await lookups.playlists({ package: slug, revision }))) || []
      }),
    )
  },
  ({ packageId, revision }) => `${packageId}/${revision}`,
)

const findVideo = registerNodeFinder('Video', async (context, id) => {
  const video = await context.database.video.findUnique({ where: { id } })
  if (!video || !canSeePackage(context, video.packageId)) return null
  return (await newestVideos(context, video.packageId)).find(({ videoId }) => videoId === id) ?? null
})

builder.mutationField('retryVideo', t =>
  t.field({
    description:
      'Tries one video again whose stream failed or was canceled; the others stand. CONFLICT when it is no such one.',
    type: Video,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: async (_root, { id }, context) => {
      const key = requireKey('Video', id, 'This video')
      await context.commands.retryVideo(key)
      return findVideo(context, key)
    },
  }),
)
