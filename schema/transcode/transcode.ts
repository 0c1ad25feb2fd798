import { batchLoader } from '../batch-loader.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import type { Transcode as TranscodeRow } from '@lectern/domain/database'
import { globalId } from '../global-id.ts'
import { pageOfPaths } from '@lectern/domain/paging'
import { videoStatus } from '@lectern/domain/transcode/expected-videos'
import { videoCounts } from '@lectern/domain/transcode/package-videos'
import { transcodeCosts } from './transcode-costs.ts'
import { newestVideos } from './video-loaders.ts'
import { canSeePackage } from '../access/visible.ts'
import { Money, moneyOf } from './money.ts'
import { Node, registerNodeFinder, requireKey } from '../node.ts'
import { Problem, problemOf } from '../problem.ts'
import { Video, VideoConnection, VideoStatus } from './video.ts'

const TranscodeStatus = builder.enumType('TranscodeStatus', {
  description: 'FAILED: at least one video did.',
  values: ['WAITING_FOR_VIDEOS', 'WAITING_FOR_BUDGET', 'RUNNING', 'SUCCEEDED', 'FAILED', 'CANCELED'],
})

export const Transcode = builder.prismaObject('Transcode', {
  description: 'Turning the videos of a package into streams. It is over when `finishedAt` is not null, and only then.',
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
          return moneyOf(costs[name], costs.currency ?? context.prices.currency)
        },
      })
    return {
      id: t.id({ resolve: transcode => globalId('Transcode', transcode.id) }),
      package: t.relation('package'),
      status: t.expose('status', { type: TranscodeStatus }),
      percent: t.float({
        nullable: true,
        description: "The mean of the videos'.",
        resolve: async (transcode, _args, context) =>
          videoCounts(await newestVideos(context, transcode.packageId)).percent,
      }),
      videos: t.connection(
        {
          description: 'Of the newest manifest, also those that are not there yet.',
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
        description: 'How many jobs it pays for, or will.',
        resolve: async (transcode, _args, context) => (await costsOf(context, transcode)).jobs,
      }),
      minutes: t.float({
        description: 'Of all their outputs together, as they are billed.',
        resolve: async (transcode, _args, context) => (await costsOf(context, transcode)).seconds / 60,
      }),
      estimatedCost: money('estimatedMicros', 'Of its jobs by the price list, as soon as the videos are there.'),
      cost: money('costMicros', 'Of those of its jobs that are over.'),
      savedCost: money('savedMicros', 'What the streams would have cost that were there already.'),
      startedAt: t.expose('startedAt', { type: 'DateTime' }),
      finishedAt: t.expose('finishedAt', { type: 'DateTime', nullable: true }),
      error: t.field({ type: Problem, nullable: true, resolve: transcode => problemOf(transcode.error) }),
    }
  },
})

const costsOf = async (context: Context, { id, packageId }: TranscodeRow) =>
  transcodeCosts(await newestVideos(context, packageId), id)

/** The newest transcode of a package; one query for all that are asked for at once. */
export const newestTranscode = batchLoader(
  async ({ database }: Context, packageIds: string[]): Promise<(TranscodeRow | null)[]> => {
    const newest = await database.$queryRaw<{ id: string }[]>`
      SELECT DISTINCT ON (package_id) id FROM transcode WHERE package_id = ANY(${packageIds}::uuid[])
      ORDER BY package_id, started_at DESC, id DESC`
    const rows = await database.transcode.findMany({ where: { id: { in: newest.map(({ id }) => id) } } })
    return packageIds.map(packageId => rows.find(row => row.packageId === packageId) ?? null)
  },
  packageId => packageId,
)

registerNodeFinder('Transcode', async (context, id) => {
  const transcode = await context.database.transcode.findUnique({ where: { id } })
  return transcode && canSeePackage(context, transcode.packageId) ? transcode : null
})

builder.mutationFields(t => ({
  cancelTranscode: t.field({
    type: Transcode,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.cancelTranscode(requireKey('Transcode', id, 'This transcode')),
  }),
  releaseBudgetHold: t.field({
    description: 'Lets a transcode go on that waits for the budget. CONFLICT when nothing of it does.',
    type: Transcode,
    nullable: true,
    args: { id: t.arg.id({ required: true }) },
    resolve: (_root, { id }, context) =>
      context.commands.releaseBudgetHold(requireKey('Transcode', id, 'This transcode')),
  }),
}))
