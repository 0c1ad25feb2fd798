import { batchLoader } from '@lectern/domain/batch-loader'
import type { Transcode as TranscodeRow } from '@lectern/domain/database'
import { globalId } from '@lectern/domain/global-id'
import { pageOfPaths } from '@lectern/domain/paging'
import { jobSumsOfTranscodes, transcodeCosts } from '@lectern/domain/transcode/cost/transcode-costs'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { newestTranscodes } from '@lectern/domain/transcode/newest-transcodes'
import { videoCounts, videosInRenewal } from '@lectern/domain/transcode/package-videos'
import { canSeePackage } from '../access/visible.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { cancelTranscode } from './cancel-transcode.ts'
import { Money, moneyOf } from './money.ts'
import { reencodeVideos } from './reencode-videos.ts'
import { releaseBudgetHold } from './release-budget-hold.ts'
import { Video, VideoConnection } from './video.ts'
import { newestVideos } from './video-loaders.ts'
import { VideoStatus } from './video-status.ts'

const TranscodeStatus = builder.enumType('TranscodeStatus', {
  description: 'FAILED: at least one video failed.',
  values: ['WAITING_FOR_VIDEOS', 'WAITING_FOR_BUDGET', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})

export const Transcode = builder.prismaObject('Transcode', {
  description:
    'One request to encode all videos of a package. It is over when `finishedAt` is not null, and only then.',
  interfaces: [Node],
  fields: t => {
    type Count = Exclude<keyof ReturnType<typeof videoCounts>, 'percent'>
    const count = (name: Count) =>
      t.int({
        resolve: async (transcode, _args, context) =>
          videoCounts(await newestVideos(context, transcode.packageId))[name],
      })
    const money = (name: 'estimatedMicros' | 'costMicros' | 'savedMicros', description: string) =>
      t.field({
        type: Money,
        nullable: true,
        description,
        resolve: async (transcode, _args, context) => {
          const costs = await costsOf(context, transcode)
          return moneyOf(costs[name], context.services.settings.prices.currency)
        },
      })
    return {
      id: t.id({ resolve: transcode => globalId('Transcode', transcode.id) }),
      status: t.expose('status', { type: TranscodeStatus }),
      percent: t.float({
        nullable: true,
        description: 'The mean progress of the videos, 0 to 100. Null without videos.',
        resolve: async ({ packageId, reencoding, finishedAt }, _args, context) =>
          videoCounts(await newestVideos(context, packageId), reencoding && finishedAt === null).percent,
      }),
      videos: t.connection(
        {
          description: 'The videos of the newest manifest, including those that have not arrived yet.',
          type: Video,
          nullable: true,
          args: { status: t.arg({ type: VideoStatus }) },
          resolve: async (transcode, { status, ...page }, context) => {
            const videos = await newestVideos(context, transcode.packageId)
            return pageOfPaths(status ? videos.filter(video => videoStatus(video) === status) : videos, page)
          },
        },
        VideoConnection,
      ),
      videosExpected: count('expected'),
      videosArrived: count('arrived'),
      videosReady: count('ready'),
      videosFailed: count('failed'),
      videosReused: count('reused'),
      jobs: t.int({
        description:
          'The number of jobs that it pays for, including future ones. Jobs that failed or were canceled without a charge do not count.',
        resolve: async (transcode, _args, context) => (await costsOf(context, transcode)).jobs,
      }),
      minutes: t.float({
        description: 'Billed minutes of all outputs of these jobs.',
        resolve: async (transcode, _args, context) => (await costsOf(context, transcode)).seconds / 60,
      }),
      estimatedCost: money(
        'estimatedMicros',
        'The cost of these jobs by the price list. Known once the videos have arrived.',
      ),
      cost: money('costMicros', 'The cost of its finished jobs.'),
      savedCost: money('savedMicros', 'What the encodings that it reuses would have cost.'),
      reencoding: t.exposeBoolean('reencoding', {
        description: 'It also encodes videos again whose streams were made with older settings. These play until then.',
      }),
      videosReencoding: t.int({
        description: 'The number of videos that are being encoded again, or wait for that.',
        resolve: async (transcode, _args, context) =>
          videosInRenewal(await newestVideos(context, transcode.packageId)).length,
      }),
      startedAt: t.expose('startedAt', { type: 'DateTime' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
      error: t.field({ type: Problem, nullable: true, resolve: transcode => problemOf(transcode.error) }),
    }
  },
})

const costsOf = async (context: Context, transcode: TranscodeRow) =>
  transcodeCosts(await jobSums(context, transcode.id), await newestVideos(context, transcode.packageId), transcode)

/** Loads the sums of the jobs of all requested transcodes at once. */
const jobSums = batchLoader(
  ({ services: { database } }: Context, ids: string[]) => jobSumsOfTranscodes(database, ids),
  id => id,
)

/** Loads the newest transcodes of all requested packages at once. */
export const newestTranscode = batchLoader(
  ({ services: { database } }: Context, packageIds: string[]) => newestTranscodes(database, packageIds),
  packageId => packageId,
)

registerNodeFinder('Transcode', async (context, id) => {
  const transcode = await context.services.database.transcode.findUnique({ where: { id } })
  return transcode && canSeePackage(context, transcode.packageId) ? transcode : null
})

builder.mutationFields(t => ({
  cancelTranscode: t.field({
    permission: 'package.transcode',
    type: Transcode,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => cancelTranscode(context, requireKey('Transcode', id, 'This transcode')),
  }),
  reencodeVideos: t.field({
    permission: 'package.transcode',
    description:
      'Has the videos encoded again whose streams were made with older settings: of a package, or without one of all packages, which needs the permission everywhere. Their streams play until then. See `reencodeEstimate` for the cost; the budget applies. CONFLICT when there are none.',
    type: [Transcode],
    nullable: true,
    args: { package: t.arg.string() },
    resolve: (_root, { package: slug }, context) => reencodeVideos(context, slug ?? null),
  }),
  releaseBudgetHold: t.field({
    permission: 'budget.update',
    description: 'Resumes a transcode that waits for the budget. CONFLICT when none of its videos is paused.',
    type: Transcode,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) => releaseBudgetHold(context, requireKey('Transcode', id, 'This transcode')),
  }),
}))
