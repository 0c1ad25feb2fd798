import {
  fileCount,
  needsReencoding,
  type OutdatedVideo,
  outdatedVideos,
} from '@lectern/domain/transcode/reencode/outdated-videos'
import { estimatesOf } from '@lectern/workflows/mediaconvert/estimates'
import { permits } from '../access/permits.ts'
import { requireCaller } from '../access/require-package.ts'
import { builder } from '../builder.ts'
import type { Context } from '../context.ts'
import { Money, moneyOf } from './money.ts'

type Estimate = { videos: number; seconds: number; costMicros: bigint }

const ReencodeEstimate = builder.objectRef<Estimate>('ReencodeEstimate').implement({
  description:
    'What `reencodeVideos` would have encoded again: the videos whose streams were made with older settings.',
  fields: t => ({
    videos: t.exposeInt('videos', {
      description: 'How many videos. Equal ones are encoded once, and those in progress do not count.',
    }),
    minutes: t.float({
      description: 'Billed minutes of all outputs of their jobs.',
      resolve: ({ seconds }) => seconds / 60,
    }),
    cost: t.field({
      description: 'By the price list.',
      type: Money,
      resolve: ({ costMicros }, _args, { services: { settings } }) => moneyOf(costMicros, settings.prices.currency)!,
    }),
  }),
})

builder.queryField('reencodeEstimate', t =>
  t.field({
    permission: 'package.transcode',
    description:
      'What `reencodeVideos` would cost for a package; without one, for all packages. Null without the permission for that.',
    type: ReencodeEstimate,
    nullable: true,
    args: { package: t.arg.string() },
    resolve: async (_root, { package: slug }, context) => {
      requireCaller(context)
      if (slug == null) return permits(context) ? estimateReencoding(context, null) : null
      const pkg = await context.services.database.package.findUnique({ where: { slug } })
      if (!pkg || !permits(context, { packageId: pkg.id })) return null
      return estimateReencoding(context, [pkg.id])
    },
  }),
)

builder.prismaObjectField('Package', 'reencodeEstimate', t =>
  t.field({
    permission: 'package.transcode',
    description: 'What `reencodeVideos` would cost for this package. Null for callers who may not ask for it.',
    type: ReencodeEstimate,
    nullable: true,
    complexity: 100,
    resolve: ({ id }, _args, context) =>
      permits(context, { packageId: id }) ? estimateReencoding(context, [id]) : null,
  }),
)

async function estimateReencoding({ services }: Context, packageIds: string[] | null): Promise<Estimate> {
  const { database, settings } = services
  const found = await outdatedVideos(database, settings.encodingSettings.profile, packageIds)
  const outdated = found.filter(needsReencoding)
  const estimates = await estimatesOf(database, hashesOf(outdated), settings.prices)
  return {
    videos: fileCount(outdated),
    seconds: estimates.reduce((sum, { seconds }) => sum + seconds, 0),
    costMicros: estimates.reduce((sum, { costMicros }) => sum + costMicros, 0n),
  }
}

/** Packages share encodings, so that each content hash counts once. */
const hashesOf = (videos: OutdatedVideo[]) => [...new Set(videos.map(({ contentHash }) => contentHash))]
